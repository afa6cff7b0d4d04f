import { workerPath, workerPolicyName } from '../../../contracts/page-policy.ts';

/** Trusted Types (W3C), where the browser has them; TypeScript's library leaves them out. */
interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ) => { readonly createScriptURL: (url: string) => unknown };
}

let address: string | null = null;

/** The policy of the hub takes no plain text for an address of code; a policy may be made once. */
function workerAddress(): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy(workerPolicyName, { createScriptURL: () => workerPath });
  return (policy?.createScriptURL(workerPath) as string | undefined) ?? workerPath;
}

/** Registers the one service worker there is. Rejects with a `SecurityError` when the certificate is not trusted. */
export function registeredWorker(): Promise<ServiceWorkerRegistration> {
  address ??= workerAddress();
  return navigator.serviceWorker.register(address, { type: 'module', updateViaCache: 'none' });
}
