/**
 * The one inline style of the pages: react-aria's usePress writes it, word for word; policies name its SHA-256. When the
 * library changes it, the tests that collect policy violations in a real browser fail and name the new hash.
 */
export const pressableStyle = `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`;

/** Where the handheld's service worker lies, and the Trusted Types policy that makes an address of it, and of nothing else. */
export const workerPath = '/service-worker.js';
export const workerPolicyName = 'kaunter-worker';
