import { BrowserWindow, type WebPreferences } from 'electron';

/** Smallest window the till's screens are made for, in CSS pixels. */
const windowMin = { width: 1_024, height: 700 } as const;
const windowStart = { width: 1_366, height: 768 } as const;

/** Every window has exactly these; a test reads them back from the running window. */
export function windowPreferences(preloadFile: string): WebPreferences {
  return {
    preload: preloadFile,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    autoplayPolicy: 'user-gesture-required',
    safeDialogs: true,
    spellcheck: false,
    // A till in the background still has to paint what the scanner sends.
    backgroundThrottling: false,
  };
}

/** The one place that makes a window. It is shown with its first frame, never as a white flash. */
export function createWindow(preloadFile: string): BrowserWindow {
  const window = new BrowserWindow({
    ...windowStart,
    minWidth: windowMin.width,
    minHeight: windowMin.height,
    title: 'Kaunter',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f6f3ee',
    webPreferences: windowPreferences(preloadFile),
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Brings a window to the front, out of the task bar too. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
