import type { CustomerDisplayBridge } from '../../contracts/customer-display.ts';

declare global {
  interface Window {
    /** The narrow bridge of the preload: this page is told what to show and can ask for nothing else. */
    readonly customerDisplay: CustomerDisplayBridge;
  }
}
