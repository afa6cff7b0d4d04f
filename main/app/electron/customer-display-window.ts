import { type BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron';
import type { CustomerDisplayState } from '../../../contracts/bridge.ts';
import type { CustomerDisplayUpdate } from '../../../contracts/customer-display.ts';
import type { CustomerDisplayWindow as WindowChoice } from '../../../domain/customer-display/display-settings.ts';
import { type DisplayPlace, displayPlace, isSamePlace, otherScreens } from '../display-place.ts';
import { LatestDisplay } from '../latest-display.ts';
import { createWindow, showPage, type WindowSource } from './windows.ts';

/** Size of the display as a window of its own, and the smallest its page is made for; CSS pixels. */
const windowStart = { width: 1_024, height: 600, minWidth: 480, minHeight: 480 } as const;
const screenEvents = ['display-added', 'display-removed', 'display-metrics-changed'] as const;

/**
 * A screen of its own is covered whole and can never be focused, so that no key of the till or of the scanner goes astray.
 * An ordinary window must stay movable: on Linux a window that cannot be focused is not handled by the window manager.
 */
function frameFor(place: DisplayPlace): BrowserWindowConstructorOptions {
  const isLinux = process.platform === 'linux';
  if (place.kind !== 'screen') return { ...windowStart, focusable: isLinux, skipTaskbar: true };
  const { bounds } = place;
  return {
    ...bounds,
    minWidth: 0,
    minHeight: 0,
    frame: false,
    focusable: false,
    fullscreen: !isLinux,
    resizable: false,
  };
}

/** The window the customer sees: made, moved and closed as the owner decided and as screens come and go (CD8 … CD11). */
export class CustomerDisplayWindow {
  readonly latest = new LatestDisplay();
  readonly #till: BrowserWindow;
  readonly #source: WindowSource;
  #choice: WindowChoice = 'off';
  #place: DisplayPlace = { kind: 'none' };
  #window: BrowserWindow | null = null;
  #tillScreen = 0;
  readonly #arrange = (): void => this.#move();
  readonly #follow = (): void => {
    if (this.#tillScreenId() !== this.#tillScreen) this.#move();
  };

  constructor(till: BrowserWindow, source: WindowSource) {
    this.#till = till;
    this.#source = source;
    for (const event of screenEvents) screen.on(event as 'display-added', this.#arrange);
    till.on('move', this.#follow);
  }

  /** Takes what the till wants shown; the window follows. */
  show({ window, display }: CustomerDisplayUpdate): void {
    this.latest.put(display);
    if (window === this.#choice) return;
    this.#choice = window;
    this.#move();
  }

  get state(): Pick<CustomerDisplayState, 'place' | 'otherScreens'> {
    return {
      place: this.#place.kind,
      otherScreens: otherScreens(screen.getAllDisplays(), this.#tillScreenId()).length,
    };
  }

  /** Tells the display's page, if there is one. */
  tell(channel: string): void {
    this.#window?.webContents.send(channel);
  }

  /** For good: the till's window is gone. */
  close(): void {
    for (const event of screenEvents) screen.off(event as 'display-added', this.#arrange);
    this.#end();
  }

  #tillScreenId(): number {
    return screen.getDisplayMatching(this.#till.getBounds()).id;
  }

  #move(): void {
    if (this.#till.isDestroyed()) return;
    this.#tillScreen = this.#tillScreenId();
    const place = displayPlace(this.#choice, screen.getAllDisplays(), this.#tillScreen);
    const isThere = place.kind === 'none' || this.#window !== null;
    if (isThere && isSamePlace(place, this.#place)) return;
    this.#end();
    this.#place = place;
    if (place.kind !== 'none') this.#open(place);
  }

  #open(place: DisplayPlace): void {
    const window = createWindow({ ...this.#source, frame: frameFor(place), isQuiet: true });
    this.#window = window;
    // Not even to another page of ours: the bridge behind it is the display's.
    window.webContents.on('will-navigate', (event) => event.preventDefault());
    window.on('focus', () => this.#giveBackFocus());
    // A person closed it: it comes again with the next decision or the next screen.
    window.once('closed', () => {
      if (this.#window === window) this.#window = null;
    });
    showPage(window, this.#source.pageUrl);
  }

  /** What is typed or scanned belongs to the till, whatever was touched. */
  #giveBackFocus(): void {
    if (!this.#till.isDestroyed() && this.#till.isVisible()) this.#till.focus();
  }

  #end(): void {
    const window = this.#window;
    this.#window = null;
    this.#place = { kind: 'none' };
    if (window !== null && !window.isDestroyed()) window.destroy();
  }
}
