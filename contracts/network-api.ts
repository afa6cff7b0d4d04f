import { certificateFacts, networkStatus, ownDomain, ownDomainCheck, trustFiles } from './network.ts';
import { staffProcedure } from './procedure.ts';

/** The hub on the local network: how it stands, and by which certificates devices know it. */
export const networkApi = {
  status: staffProcedure('settings.read')
    .route({ method: 'GET', path: '/network/status', summary: 'How the hub stands on the local network' })
    .output(networkStatus),
  certificates: staffProcedure('settings.read')
    .route({ method: 'GET', path: '/network/certificates', summary: 'Authority, certificate, and when they end' })
    .output(certificateFacts),
  /** The same files the trust page has while a pairing window is open, for device management. */
  trustFiles: staffProcedure('settings.read')
    .route({ method: 'GET', path: '/network/trust-files', summary: "The authority's certificate and its profile" })
    .output(trustFiles),
  /** Looks at the files of an own domain without using them. The settings are changed by `settings.changed`. */
  checkOwnDomain: staffProcedure('settings.edit')
    .route({ method: 'POST', path: '/network/check-own-domain', summary: 'Check the certificate of an own domain' })
    .input(ownDomain)
    .output(ownDomainCheck),
};
