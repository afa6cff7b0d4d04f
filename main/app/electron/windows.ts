import { BrowserWindow, type BrowserWindowConstructorOptions, type WebPreferences } from 'electron';

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

/** Crashes of the page within a minute after which it stays down: something is wrong with it for good. */
const pageCrashesMax = 3;
const crashWindowMs = 60_000;

/** A crashed page is loaded again: the open sale lies with the hub as a draft, so nothing is lost. */
function reviveCrashedPage(window: BrowserWindow, pageUrl: string): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    console.error(`The page ${new URL(pageUrl).pathname} ended (${reason}).`);
    crashes = [...crashes.filter((at) => at > Date.now() - crashWindowMs), Date.now()];
    // Not from within the event (Chromium is still taking the old page down), and loaded, not reloaded: it may have
    // crashed before it was there.
    if (crashes.length <= pageCrashesMax) setImmediate(() => showPage(window, pageUrl));
  });
}

/** What a window is made from: its bridge's file and the page it shows. */
export interface WindowSource {
  readonly preloadFile: string;
  readonly pageUrl: string;
  /** Where it stands and how it looks, when it is not the till's. */
  readonly frame?: BrowserWindowConstructorOptions;
  /** Comes up without taking the focus from the window somebody works in. */
  readonly isQuiet?: boolean;
}

/** The one place that makes a window. It is shown with its first frame, never as a white flash. */
export function createWindow({ preloadFile, pageUrl, frame = {}, isQuiet = false }: WindowSource): BrowserWindow {
  const window = new BrowserWindow({
    ...windowStart,
    minWidth: windowMin.width,
    minHeight: windowMin.height,
    title: 'Kaunter',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f6f3ee',
    ...frame,
    webPreferences: windowPreferences(preloadFile),
  });
  window.removeMenu();
  window.once('ready-to-show', () => (isQuiet ? window.showInactive() : window.show()));
  reviveCrashedPage(window, pageUrl);
  return window;
}

/** Loads a page. A load that breaks off (the page crashed, the window closed) is no reason to end the program. */
export function showPage(window: BrowserWindow, pageUrl: string): void {
  if (window.isDestroyed()) return;
  window.loadURL(pageUrl).catch((error: unknown) => console.error(`A page was not loaded: ${error}`));
}

/** Brings a window to the front, out of the task bar too. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
