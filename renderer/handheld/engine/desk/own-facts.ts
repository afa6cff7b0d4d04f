import type { DeviceInfo } from '../../../../contracts/pairing.ts';

/** What this phone says of itself when it is paired. */
export function ownFacts(appVersion: string, persisted: boolean | null): DeviceInfo {
  const { userAgent } = navigator;
  const platform = (/\(([^;)]+)/.exec(userAgent)?.[1] ?? '').replace(/[^\w .-]/g, ' ').slice(0, 40);
  const browser = /(Firefox|Edg|Chrome|Version)\/(\d+)/.exec(userAgent)?.[0] ?? '';
  return { platform, browser: browser.replace('/', ' ').slice(0, 40), persisted, appVersion };
}
