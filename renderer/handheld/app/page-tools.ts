import type { CameraScanner, CameraTrouble, CameraUse } from '../engine/scan/camera-scanner.ts';
import { registeredWorker } from '../engine/worker-registration.ts';

/** What the app asks of the browser around it; handed in, so that every state of it can be shown and tested. */
export interface PageTools {
  /** The pairing URL the page was opened with; taken out of the address bar and the history. Null when there is none. */
  readonly takePairUrl: () => string | null;
  /** Does the browser trust the certificate enough to keep the app for offline use? */
  readonly isTrusted: () => Promise<boolean>;
  readonly openCamera: (use: CameraUse) => Promise<CameraScanner | CameraTrouble>;
  /** Hands a file to the person, to keep or to send on. */
  readonly saveFile: (name: string, text: string) => void;
  /** A short sign that is felt: a scan was taken (`ok`) or not (`bad`). */
  readonly nudge: (kind: 'ok' | 'bad') => void;
}

function takePairUrl(): string | null {
  if (location.hash.length < 2) return null;
  const url = location.href;
  history.replaceState(null, '', location.pathname);
  return url;
}

/** A certificate that was clicked through gets no service worker: `SecurityError`. Source: Chromium and WebKit alike. */
async function isTrusted(): Promise<boolean> {
  if (!isSecureContext || !('serviceWorker' in navigator)) return false;
  return await registeredWorker().then(
    () => true,
    (error: unknown) => !(error instanceof DOMException && error.name === 'SecurityError'),
  );
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** The real browser. */
export const browserTools: PageTools = {
  takePairUrl,
  isTrusted,
  openCamera: async (use) => (await import('../engine/scan/camera-scanner.ts')).openCamera(use),
  saveFile,
  nudge: (kind) => void navigator.vibrate?.(kind === 'ok' ? 30 : [60, 60, 60]),
};
