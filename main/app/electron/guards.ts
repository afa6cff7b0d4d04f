import { app, type Session, type WebContents } from 'electron';

/** Is `url` a page of this program: `app://till/…`, or the dev server while developing? */
export type OwnPage = (url: string) => boolean;

/** Which origins are ours. `devUrl` is the dev server of electron-vite; never set in a package. */
export function ownPages(devUrl: string | null): OwnPage {
  const devOrigin = devUrl === null ? null : new URL(devUrl).origin;
  return (url) => {
    if (!URL.canParse(url)) return false;
    const { protocol, host, origin } = new URL(url);
    return (protocol === 'app:' && host === 'till') || (devOrigin !== null && origin === devOrigin);
  };
}

/** The pages of one room only: what one window's page may ask for, another's may not. */
export function pagesOf(isOwn: OwnPage, room: 'terminal' | 'customer-display'): OwnPage {
  return (url) => isOwn(url) && new URL(url).pathname.startsWith(`/${room}/`);
}

/** No page gets any permission: devices are driven by the device process, never by the window. Electron's default is yes. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  for (const picker of ['select-hid-device', 'select-usb-device', 'select-serial-port'] as const) {
    // Each picker event hands over a callback last; an answer without a choice refuses.
    session.on(picker as 'select-hid-device', (event, _details, answer) => {
      event.preventDefault();
      answer(null);
    });
  }
  session.on('will-download', (event) => event.preventDefault());
}

function stayAtHome(contents: WebContents, isOwn: OwnPage): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    answer('');
  });
}

/** Every page that is ever made in this program stays on its own origin, opens no window and embeds nothing. */
export function guardAllContents(isOwn: OwnPage): void {
  app.on('web-contents-created', (_event, contents) => stayAtHome(contents, isOwn));
}
