import { z } from 'zod';
import type { CustomerDisplayUpdate } from './customer-display.ts';

/** Largest file the window may open through the bridge, in bytes (a catalog of 100,000 items is about 12 MB). */
export const openFileBytesMax = 67_108_864;
/** Largest file the window may save through the bridge, in bytes. */
export const saveFileBytesMax = 67_108_864;

/** How the window reaches the hub. The ticket is good for one sign-in of the install. */
export const connection = z.strictObject({
  /** Base address without a trailing slash, e.g. `https://127.0.0.1:8453`. */
  url: z.string().min(1),
  ticket: z.string().min(1),
  installId: z.string().min(1),
});
export type Connection = z.output<typeof connection>;

/** State of one supervised process as the window may show it. `code` names the fault, when the process told one. */
export const processNotice = z.strictObject({
  state: z.enum(['starting', 'ready', 'restarting', 'given-up', 'stopped']),
  code: z.string().max(64).nullable(),
  detail: z.string().max(2_000),
});
export type ProcessNotice = z.output<typeof processNotice>;

/** What the app tells the window without being asked. */
export const appEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hub'), notice: processNotice }),
  z.strictObject({ kind: z.literal('devices'), notice: processNotice }),
  /** Somebody started Kaunter a second time: this window was brought to the front instead. */
  z.strictObject({ kind: z.literal('second-instance') }),
]);
export type AppEvent = z.output<typeof appEvent>;

/** Which files the open dialog offers. */
export const fileFilter = z.enum(['catalog', 'picture', 'sealed', 'any']);
export type FileFilter = z.output<typeof fileFilter>;
/** What the dialog lets a person pick when only the place is wanted, not what is in it. */
export const pathKind = z.enum(['folder', 'backup', 'certificate']);
export type PathKind = z.output<typeof pathKind>;
export interface OpenedFile {
  /** File name without its directory. */
  readonly name: string;
  readonly bytes: Uint8Array;
}
export const fileToSave = z.strictObject({
  /** Proposed file name without a directory. */
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^/\\:*?"<>|]+$/),
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= saveFileBytesMax, 'file too large'),
});
export type FileToSave = z.output<typeof fileToSave>;

/** Facts about the running program, for Settings → About. */
export const programFacts = z.strictObject({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  /** `utility` or `node`: how the hub and the device process run. */
  runtime: z.enum(['utility', 'node']),
  /** Language tag of the operating system, for the first screen. */
  systemLanguage: z.string(),
  packaged: z.boolean(),
});
export type ProgramFacts = z.output<typeof programFacts>;

/** Where the customer display is now: on a screen of its own, in a window, or nowhere; and whether it has a picture. */
export const customerDisplayState = z.strictObject({
  place: z.enum(['screen', 'window', 'none']),
  /** Screens beside the till's. */
  otherScreens: z.int().min(0),
  hasPicture: z.boolean(),
});
export type CustomerDisplayState = z.output<typeof customerDisplayState>;

/** `window.kaunter`: everything the terminal window may ask of the machine. Anything else goes to the hub. */
export interface KaunterBridge {
  /** Waits until the hub is ready; rejects with the fault's code in the message when it has given up. */
  readonly connection: () => Promise<Connection>;
  /** Calls the listener for every event; the answer stops it. The current process notices come at once. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** Starts processes again that had given up. */
  readonly retry: () => Promise<void>;
  readonly facts: () => Promise<ProgramFacts>;
  /** Null when the person cancelled. Rejects with `file-too-large` or `file-unreadable`. */
  readonly openFile: (filter: FileFilter) => Promise<OpenedFile | null>;
  /** False when the person cancelled. Rejects with `file-not-written`. */
  readonly saveFile: (file: FileToSave) => Promise<boolean>;
  /** The path a person picked in the machine's own dialog; null when they cancelled. The hub reads what lies there. */
  readonly choosePath: (kind: PathKind) => Promise<string | null>;
  readonly quit: () => Promise<void>;
  /** Shows this to the customer. Returns at once; a display that is slow or away is never waited for. */
  readonly showCustomer: (update: CustomerDisplayUpdate) => void;
  /**
   * Lets a person pick the picture of the idle customer display; false when they cancelled. Rejects
   * with `file-too-large`, `file-unreadable` or `not-a-picture`.
   */
  readonly chooseIdlePicture: () => Promise<boolean>;
  readonly removeIdlePicture: () => Promise<void>;
  /** How the customer display stands on this machine. */
  readonly customerDisplayState: () => Promise<CustomerDisplayState>;
}

/** The invoke channels of the bridge, one per function, and the one channel of events. */
export const bridgeChannels = {
  connection: 'kaunter:connection',
  events: 'kaunter:events',
  event: 'kaunter:event',
  retry: 'kaunter:retry',
  facts: 'kaunter:facts',
  openFile: 'kaunter:open-file',
  saveFile: 'kaunter:save-file',
  choosePath: 'kaunter:choose-path',
  quit: 'kaunter:quit',
  showCustomer: 'kaunter:show-customer',
  chooseIdlePicture: 'kaunter:choose-idle-picture',
  removeIdlePicture: 'kaunter:remove-idle-picture',
  customerDisplayState: 'kaunter:customer-display-state',
} as const;
