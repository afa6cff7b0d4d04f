import { app, BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import {
  type AppEvent,
  bridgeChannels,
  type Connection,
  fileFilter,
  fileToSave,
  pathKind,
} from '../../../contracts/bridge.ts';
import { type HubReady, processRoles } from '../../../contracts/process-messages.ts';
import type { CounterProcesses } from '../counter-processes.ts';
import { choosePath, openFile, saveFile } from './files.ts';
import type { OwnPage } from './guards.ts';
import { handleChannel } from './ipc.ts';

/** Longest the window's `connection()` waits for the hub, in milliseconds. */
const connectionMsMax = 90_000;

export interface BridgeParts {
  readonly counter: CounterProcesses;
  readonly isOwn: OwnPage;
  /** Resolves with the next (or the present) ready hub; rejects with its fault's code once it has given up. */
  readonly hubReady: (limitMs: number) => Promise<HubReady>;
  readonly runtime: 'utility' | 'node';
}

function windowOf(event: IpcMainInvokeEvent): BrowserWindow {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (window === null) throw new Error('window-gone');
  return window;
}

/** Tells the till's window, if there is one; what goes on behind the counter is nothing for the customer's. */
export function sendEvent(till: BrowserWindow | null, event: AppEvent): void {
  if (till !== null && !till.isDestroyed()) till.webContents.send(bridgeChannels.event, event);
}

async function connectionOf(parts: BridgeParts): Promise<Connection> {
  const ready = await parts.hubReady(connectionMsMax);
  return {
    url: `https://${ready.host}:${ready.port}`,
    ticket: await parts.counter.ticket(),
    installId: ready.installId,
  };
}

function replayNotices(parts: BridgeParts, event: IpcMainInvokeEvent): void {
  for (const kind of processRoles) {
    const notice = parts.counter.notices.get(kind);
    if (notice !== undefined) event.sender.send(bridgeChannels.event, { kind, notice } satisfies AppEvent);
  }
}

/** Answers the functions of `window.kaunter`. */
export function serveBridge(parts: BridgeParts): void {
  const nothing = z.undefined();
  const { isOwn, counter } = parts;
  handleChannel(isOwn, bridgeChannels.connection, { argument: nothing, work: () => connectionOf(parts) });
  handleChannel(isOwn, bridgeChannels.events, {
    argument: nothing,
    work: (_none, event) => replayNotices(parts, event),
  });
  handleChannel(isOwn, bridgeChannels.retry, { argument: nothing, work: () => counter.open() });
  handleChannel(isOwn, bridgeChannels.facts, {
    argument: nothing,
    work: () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      runtime: parts.runtime,
      systemLanguage: app.getPreferredSystemLanguages()[0] ?? 'en',
      packaged: app.isPackaged,
    }),
  });
  handleChannel(isOwn, bridgeChannels.openFile, {
    argument: fileFilter,
    work: (filter, event) => openFile(windowOf(event), filter),
  });
  handleChannel(isOwn, bridgeChannels.saveFile, {
    argument: fileToSave,
    work: (file, event) => saveFile(windowOf(event), file),
  });
  handleChannel(isOwn, bridgeChannels.choosePath, {
    argument: pathKind,
    work: (kind, event) => choosePath(windowOf(event), kind),
  });
  handleChannel(isOwn, bridgeChannels.quit, { argument: nothing, work: () => app.quit() });
}
