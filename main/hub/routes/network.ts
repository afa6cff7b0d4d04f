import { checkOwnDomain } from '../network/certificate-facts.ts';
import { trustProfile } from '../network/trust-profile.ts';
import { gated } from './call.ts';

export const networkRoutes = {
  status: gated.network.status.handler(({ context: { hub } }) => hub.network()),
  certificates: gated.network.certificates.handler(({ context: { hub } }) => hub.certificates()),
  trustFiles: gated.network.trustFiles.handler(({ context: { hub } }) => {
    const { authorityPem: certificatePem } = hub.identity;
    const { hubName } = hub.certificates();
    const storeName = hub.store.settings()?.storeName ?? '';
    return { certificatePem, profile: trustProfile({ authorityPem: certificatePem, hubName, storeName }) };
  }),
  checkOwnDomain: gated.network.checkOwnDomain.handler(({ context: { hub }, input }) =>
    checkOwnDomain(input, hub.ambient.now()),
  ),
};
