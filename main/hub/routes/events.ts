import { gated, installOfCall, refusal } from './call.ts';

export const eventsRoutes = {
  subscribe: gated.events.subscribe.handler(({ context, signal, errors }) => {
    const { unsentBytes } = context.line;
    const stream = context.hub.board.open(installOfCall(context), { unsentBytes, signal });
    if (stream === null) throw errors.REFUSED(refusal('streams-full'));
    return stream;
  }),
};
