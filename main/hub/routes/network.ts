import { checkOwnDomain } from '../network/certificate-facts.ts';
import { gated } from './call.ts';

export const networkRoutes = {
  status: gated.network.status.handler(({ context: { hub } }) => hub.network()),
  certificates: gated.network.certificates.handler(({ context: { hub } }) => hub.certificates()),
  checkOwnDomain: gated.network.checkOwnDomain.handler(({ context: { hub }, input }) =>
    checkOwnDomain(input, hub.ambient.now()),
  ),
};
