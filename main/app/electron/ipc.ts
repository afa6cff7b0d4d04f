import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import type { bridgeChannels } from '../../../contracts/bridge.ts';
import type { customerDisplayChannels } from '../../../contracts/customer-display.ts';
import type { OwnPage } from './guards.ts';

type Channel =
  | (typeof bridgeChannels)[keyof typeof bridgeChannels]
  | (typeof customerDisplayChannels)[keyof typeof customerDisplayChannels];

/** Does the call come from the top frame of one of our own pages? An empty URL or `about:blank` is not ours. */
function isFromOwnPage(event: IpcMainInvokeEvent | IpcMainEvent, isOwn: OwnPage): boolean {
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

/** Hears one channel nobody waits for an answer on: what is not from our page, or has another shape, is dropped. */
export function hearChannel<Schema extends z.ZodType>(
  isOwn: OwnPage,
  channel: Channel,
  { argument, work }: { readonly argument: Schema; readonly work: (argument: z.output<Schema>) => void },
): void {
  ipcMain.on(channel, (event, sent: unknown) => {
    if (!isFromOwnPage(event, isOwn)) return;
    const parsed = argument.safeParse(sent);
    if (parsed.success) work(parsed.data);
    else console.error(`${channel} was refused: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  });
}
