import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import type { bridgeChannels } from '../../../contracts/bridge.ts';
import type { OwnPage } from './guards.ts';

type Channel = (typeof bridgeChannels)[keyof typeof bridgeChannels];

/** Does the call come from the top frame of one of our own pages? An empty URL or `about:blank` is not ours. */
function isFromOwnPage(event: IpcMainInvokeEvent, isOwn: OwnPage): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwn(frame.url);
}

/** What one bridge function does: its argument is parsed before the work sees it. */
export interface Handler<Schema extends z.ZodType> {
  readonly argument: Schema;
  readonly work: (argument: z.output<Schema>, event: IpcMainInvokeEvent) => unknown;
}

/** Answers one channel: sender checked, argument parsed, errors without internals. */
export function handleChannel<Schema extends z.ZodType>(
  isOwn: OwnPage,
  channel: Channel,
  handler: Handler<Schema>,
): void {
  ipcMain.handle(channel, async (event, argument: unknown) => {
    if (!isFromOwnPage(event, isOwn)) throw new Error('sender-refused');
    const parsed = handler.argument.safeParse(argument);
    if (!parsed.success) throw new Error('argument-refused');
    return await handler.work(parsed.data, event);
  });
}
