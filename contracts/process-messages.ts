import { z } from 'zod';

/**
 * What the app and its two children say to each other: the same over a `utilityProcess` port and over the IPC channel
 * of a plain Node child. The app routes `send` bodies between the children without reading them; whoever receives a
 * body parses it with the schema of its own subject. Bodies may hold `Uint8Array`s (structured clone on both ways).
 */
export const processRoles = ['hub', 'devices'] as const;
export type ProcessRole = (typeof processRoles)[number];
/** Where a message may come from or go to. */
export type ProcessAddress = ProcessRole | 'app';
const address = z.enum(['hub', 'devices', 'app']);

/** Longest the app waits for a child's `ready`, in milliseconds (a migration of a big store may take a while). */
export const childReadyMsMax = 60_000;
/** The app pings each child this often, in milliseconds. */
export const heartbeatEveryMs = 2_000;
/** A child that answered no ping for this long, in milliseconds, is killed and started again. */
export const heartbeatSilenceMsMax = 30_000;
/** Longest a child may take to stop in order, in milliseconds; then it is killed. */
export const childStopMsMax = 5_000;

/** Every routed body says what it is by its `kind`; the rest is the receiver's to parse. */
export const routedBody = z.looseObject({ kind: z.string().min(1).max(64) });
export type RoutedBody = z.output<typeof routedBody>;

/** App → child. `start` comes once, first; `deliver` is a routed body. */
export const appToChild = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), config: z.unknown() }),
  z.strictObject({ kind: z.literal('ping'), no: z.int().min(0) }),
  z.strictObject({ kind: z.literal('stop') }),
  z.strictObject({ kind: z.literal('deliver'), from: address, body: routedBody }),
]);
export type AppToChild = z.output<typeof appToChild>;

/** Child → app. `fault` says, by a code of the fault catalog, why the child cannot go on; it exits after it. */
export const childToApp = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), info: z.unknown() }),
  z.strictObject({ kind: z.literal('pong'), no: z.int().min(0) }),
  z.strictObject({ kind: z.literal('send'), to: address, body: routedBody }),
  z.strictObject({ kind: z.literal('fault'), code: z.string().min(1).max(64), detail: z.string().max(2_000) }),
]);
export type ChildToApp = z.output<typeof childToApp>;

/** What the hub is started with. Directories are absolute paths. */
export const hubConfig = z.strictObject({
  /** Holds the encrypted store, its key file and the hub's certificates. */
  dataDir: z.string().min(1),
  resourcesDir: z.string().min(1),
  migrationsDir: z.string().min(1),
  /** Address to listen on; `127.0.0.1` unless the store's handhelds shall reach it. */
  host: z.string().min(1),
  /** TCP port; 0 = 8453 or the next free one. On a restart it is the port the hub had before. */
  port: z.int().min(0).max(65_535),
  /** Exact origins that may talk to the API from a browser engine, e.g. `app://till`. */
  origins: z.array(z.string().min(1)).max(8),
  /** Name of a demo shop to fill an uninitialised store with (`npm run dev`), else null. */
  demoShop: z.string().nullable(),
  /** The built program of the handhelds; absent serves none. */
  handheldDir: z.string().min(1).optional(),
  /** May the hub ask the app to wrap its data key with the keystore of the operating system? */
  osKeystore: z.boolean(),
});
export type HubConfig = z.output<typeof hubConfig>;

/** What the device process is started with. Which printer it drives comes later, from the hub's settings. */
export const devicesConfig = z.strictObject({
  dataDir: z.string().min(1),
  resourcesDir: z.string().min(1),
});
export type DevicesConfig = z.output<typeof devicesConfig>;

/** The hub's `ready` info: how the terminal window reaches it. */
export const hubReady = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /** SHA-256 of the leaf certificate's DER, 64 lowercase hex digits: the window accepts this certificate and no other. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  caPem: z.string(),
  /** Install id of this terminal, kept in the data directory. */
  installId: z.string().min(1).max(64),
  /** Single-use, for a tool that started the hub headless. The window asks for its own by `ticket.request`. */
  terminalTicket: z.string().min(16).max(256),
});
export type HubReady = z.output<typeof hubReady>;

/** The device process's `ready` info. */
export const devicesReady = z.strictObject({
  /** Names of the device classes that were opened, for the log. */
  classes: z.array(z.string().max(64)).max(16),
});
export type DevicesReady = z.output<typeof devicesReady>;

const requestId = z.string().min(1).max(64);

/** App → hub, as bodies of `deliver` from `app`. */
export const appToHub = z.discriminatedUnion('kind', [
  /** The device process came up or went away: announce the pending print jobs again, or show that nothing prints. */
  z.strictObject({ kind: z.literal('peer'), peer: z.literal('devices'), up: z.boolean() }),
  z.strictObject({ kind: z.literal('ticket.request'), requestId }),
  /** Answer to `key.wrap` and `key.unwrap`; null when the keystore said no, with the reason. */
  z.strictObject({
    kind: z.literal('key.answer'),
    requestId,
    bytesBase64: z.base64().nullable(),
    reason: z.string().max(200),
  }),
]);
export type AppToHub = z.output<typeof appToHub>;

/** Hub → app, as bodies of `send` to `app`. May be sent before `ready`: the key is needed to open the store. */
export const hubToApp = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ticket.issued'), requestId, ticket: z.string().min(16).max(256) }),
  z.strictObject({ kind: z.enum(['key.wrap', 'key.unwrap']), requestId, bytesBase64: z.base64() }),
]);
export type HubToApp = z.output<typeof hubToApp>;
