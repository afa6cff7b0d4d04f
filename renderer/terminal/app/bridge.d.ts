import type { KaunterBridge } from '../../../contracts/bridge.ts';

declare global {
  interface Window {
    /** The narrow bridge of the preload: everything else goes to the hub. */
    readonly kaunter: KaunterBridge;
  }
}
