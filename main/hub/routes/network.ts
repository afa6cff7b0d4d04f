import { gated } from './call.ts';

export const networkRoutes = {
  status: gated.network.status.handler(({ context: { hub } }) => hub.network()),
};
