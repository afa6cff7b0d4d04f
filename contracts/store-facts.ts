import { z } from 'zod';
import { languages, type StoreSettings } from '../domain/store/store-settings.ts';
import { shaped } from './procedure.ts';
import { storeSettings } from './store.ts';
import { codeText, epochMs, nameText, pinText, staffId } from './values.ts';

export const settingsValue = shaped<StoreSettings>(storeSettings);

/** What anybody may know who reaches the hub. */
export const hello = z.strictObject({
  program: z.literal('kaunter'),
  version: z.string(),
  /** Major version of this contract. */
  api: z.literal(1),
  initialised: z.boolean(),
  /** The hub's clock, UTC epoch ms, to notice a wrong one. */
  now: epochMs,
});

/** What a country usually wants, as complete settings with an empty name: a starting point, not legal advice. */
export const countryStart = z.strictObject({ country: z.string(), settings: settingsValue });

/** A shop to try Kaunter with; its settings replace those of the country. */
export const demoShop = z.strictObject({
  id: codeText,
  name: nameText,
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  language: z.enum(languages),
  items: z.int().min(1),
  settings: settingsValue,
});

export const initialiseRequest = z.strictObject({
  settings: settingsValue,
  owner: z.strictObject({ name: nameText, pin: pinText }),
  /** Items of this demo shop are put into the catalog; null starts empty. */
  demoShop: codeText.nullable(),
});
export const initialiseAnswer = z.strictObject({ ownerId: staffId, items: z.int().min(0) });

export const storeInfo = z.strictObject({
  version: z.string(),
  hubId: z.string(),
  schemaVersion: z.int(),
  /** Where the key of the store is kept: the keystore of the operating system, or a passphrase file. */
  keyStorage: z.enum(['os', 'passphrase-file', 'none']),
  encrypted: z.boolean(),
  counts: z.strictObject({ ops: z.int(), sales: z.int(), items: z.int(), staff: z.int() }),
  fileBytes: z.strictObject({ database: z.int(), writeAheadLog: z.int() }),
  chainHead: z.strictObject({ no: z.int(), hash: z.string() }),
  certificate: z.strictObject({ fingerprint: z.string(), notAfter: epochMs }),
  /** A program under development: devices on the screen may be pulled by hand. */
  devMode: z.boolean(),
});

/** Outcome of a check of the whole log; `brokenNo` is the first op that does not hold. */
export const verifyResult = z.strictObject({
  ok: z.boolean(),
  ops: z.int(),
  stateHash: z.string(),
  brokenNo: z.int().nullable(),
  problem: z.string().max(500),
  tookMs: z.int(),
});
