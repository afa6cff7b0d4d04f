import { BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { bridgeChannels } from '../../../contracts/bridge.ts';
import {
  customerDisplayChannels,
  customerDisplayUpdate,
  idlePictureBytesMax,
  seenNo,
} from '../../../contracts/customer-display.ts';
import type { CustomerDisplay } from '../../../domain/customer-display/customer-scene.ts';
import type { IdlePicture } from '../idle-picture.ts';
import type { CustomerDisplayWindow } from './customer-display-window.ts';
import { openFile } from './files.ts';
import type { OwnPage } from './guards.ts';
import { handleChannel, hearChannel } from './ipc.ts';

export interface CustomerDisplayParts {
  readonly display: CustomerDisplayWindow;
  readonly picture: IdlePicture;
  /** To the line display, if the counter has one. */
  readonly showLine: (display: CustomerDisplay) => void;
  /** Pages of the till: they say what is shown. */
  readonly fromTill: OwnPage;
  /** Pages of the display: they are told, and can ask for nothing else. */
  readonly fromDisplay: OwnPage;
}

async function choosePicture({ picture, display }: CustomerDisplayParts, event: IpcMainInvokeEvent): Promise<boolean> {
  const window = BrowserWindow.fromWebContents(event.sender);
  const file = window === null ? null : await openFile(window, 'picture');
  if (file === null) return false;
  if (file.bytes.byteLength > idlePictureBytesMax) throw new Error('file-too-large');
  await picture.keep(file.bytes);
  display.tell(customerDisplayChannels.pictureChanged);
  return true;
}

function serveTill(parts: CustomerDisplayParts): void {
  const { display, picture, fromTill } = parts;
  const nothing = z.undefined();
  hearChannel(fromTill, bridgeChannels.showCustomer, {
    argument: customerDisplayUpdate,
    work: (update) => {
      display.show(update);
      parts.showLine(update.display);
    },
  });
  handleChannel(fromTill, bridgeChannels.chooseIdlePicture, {
    argument: nothing,
    work: (_none, event) => choosePicture(parts, event),
  });
  handleChannel(fromTill, bridgeChannels.removeIdlePicture, {
    argument: nothing,
    work: async () => {
      await picture.remove();
      display.tell(customerDisplayChannels.pictureChanged);
    },
  });
  handleChannel(fromTill, bridgeChannels.customerDisplayState, {
    argument: nothing,
    work: async () => ({ ...display.state, hasPicture: (await picture.read()) !== null }),
  });
}

/** Carries what the till shows to the display's page, each side by its own functions only (CD4, CD5). */
export function serveCustomerDisplay(parts: CustomerDisplayParts): void {
  const { display, picture, fromDisplay } = parts;
  serveTill(parts);
  handleChannel(fromDisplay, customerDisplayChannels.next, {
    argument: seenNo,
    work: (seen) => display.latest.next(seen),
  });
  handleChannel(fromDisplay, customerDisplayChannels.picture, {
    argument: z.undefined(),
    work: () => picture.read(),
  });
}
