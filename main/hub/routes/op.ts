import { opAuthority } from '../op/op-authority.ts';
import { gated, installOfCall, refusal, staffOfCall } from './call.ts';

export const opRoutes = {
  /** Answered after the shared commit of this turn; what the ops brought with them (paper, pokes) goes out after that. */
  push: gated.op.push.handler(async ({ context, input, errors }) => {
    const { hub } = context;
    if (input.installId !== installOfCall(context)) throw errors.REFUSED(refusal('install-differs'));
    return await hub.takePush(input, opAuthority(hub, staffOfCall(context).staff));
  }),
};
