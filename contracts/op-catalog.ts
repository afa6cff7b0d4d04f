import { z } from 'zod';
import type { Item } from '../domain/catalog/item.ts';
import type { OpenSale, SettledSale, SettlePolicy } from '../domain/sale/sale.ts';
import { type Permission, roles } from '../domain/staff/permission.ts';
import type { StoreSettings } from '../domain/store/store-settings.ts';
import { cashMoveKinds } from '../domain/till/cash-event.ts';
import { restoredFacts } from './backup.ts';
import { item } from './catalog-item.ts';
import { checkOpBodies } from './check-op.ts';
import { deviceOpBodies } from './device-op.ts';
import { findingSettledHows } from './finding.ts';
import { shaped } from './procedure.ts';
import { openSale, overrideUse, settledSale, settlePolicy } from './sale.ts';
import { storeSettings, taxRatesMax } from './store.ts';
import {
  codeText,
  epochMs,
  installId,
  itemId,
  lineText,
  magnitude,
  nameText,
  opId,
  quantityValue,
  saleId,
  shiftId,
  signedMinor,
  staffId,
} from './values.ts';

const saleValue = shaped<OpenSale>(openSale);
const settledValue = shaped<SettledSale>(settledSale);
const policyValue = shaped<SettlePolicy>(settlePolicy);
const settingsValue = shaped<StoreSettings>(storeSettings);
const itemValue = shaped<Item>(item);

/** One kind of op: who may send it, what it needs and the shape of its body at the current version. */
export interface OpKind<Body extends z.ZodType = z.ZodType> {
  /** `client` kinds are pushed; `hub` kinds are made by the hub alone (PIN verifiers, imports) and refused from a client. */
  readonly origin: 'client' | 'hub';
  /** Current version of the body. */
  readonly v: number;
  readonly permission: Permission | null;
  readonly body: Body;
  /**
   * May this have happened while the hub was away (`Op.happened`)? Then it is a fact and never refused. What only asks for
   * something (settings, catalog) can not claim to have happened: it would slip past the permissions.
   */
  readonly fact: boolean;
  /** Shapes this kind had before, accepted for ever. */
  readonly past?: readonly PastBody[];
}

/** An earlier version of a body, and how it becomes the next one. What was sent is what is hashed and stored. */
export interface PastBody {
  readonly v: number;
  readonly body: z.ZodType;
  readonly next: (body: never) => unknown;
}
function opKind<Body extends z.ZodType>(spec: OpKind<Body>): OpKind<Body> {
  return spec;
}

/** A kind the hub alone makes, for a procedure that has asked for its permission already. */
function hubKind<Body extends z.ZodType>(body: Body): OpKind<Body> {
  return { fact: false, origin: 'hub', v: 1, permission: null, body };
}

/** A kind about open checks; `fact`: it may have happened while the hub was away. */
function checkKind<Body extends z.ZodType>(body: Body, fact: boolean, permission: Permission = 'check.use') {
  return opKind({ fact, origin: 'client', v: 1, permission, body });
}

/** Most coin and note kinds in one count. */
export const denominationsMax = 40;
/** Most items in one `catalog.imported` op; larger imports are several ops in one transaction. */
export const importItemsPerOpMax = 500;

const denominations = z
  .array(z.strictObject({ value: magnitude, pieces: z.int().min(0).max(100_000) }))
  .max(denominationsMax);
const declared = z.array(z.strictObject({ kind: codeText, amount: magnitude })).max(20);
const overrides = z.array(overrideUse).max(10);
/** The workstation's series letter+code in front of the counter, e.g. `A1`. */
export const series = z.string().regex(/^[A-Z]{1,3}\d{1,3}$/);

export const staffPin = z.strictObject({
  /** argon2id in PHC string form, peppered by the store key; never leaves the hub. */
  verifier: z.string().max(300),
});

/** The number a device gave the transaction itself, in its own series; null lets the hub give the next of the shift's. */
const ownNumber = z
  .string()
  .regex(/^[A-Z]{1,3}\d{1,3}-\d{6,12}$/)
  .nullable();

const completedV1 = {
  sale: saleValue,
  /** What the client showed the customer; the hub settles again and flags a difference. */
  settled: settledValue,
  policy: policyValue,
  shiftId,
  completedAt: epochMs,
  cashRounding: signedMinor,
  /** Print, or ask at the end: the customer's wish. */
  receipt: z.enum(['print', 'none']),
};
const voidedV1 = { sale: saleValue, shiftId, reasonCode: codeText };

/** Version 1 had no number of the device's own. */
function unnumbered(shape: z.ZodRawShape): PastBody {
  return { v: 1, body: z.strictObject(shape), next: (body: object) => ({ ...body, transactionNumber: null }) };
}

export const opCatalog = {
  'store.initialised': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: null,
    body: z.strictObject({ hubId: z.string().max(64), settings: settingsValue }),
  }),
  /** This store was put back from a backup: the first op of a new generation, with what it could not bring back. */
  'store.restored': hubKind(restoredFacts),
  'settings.changed': opKind({
    fact: false,
    origin: 'client',
    v: 1,
    permission: 'settings.edit',
    body: z.strictObject({
      settings: settingsValue,
      /** What the items of a tax class become that these settings no longer have; absent changes no item. */
      taxMoves: z
        .array(z.strictObject({ from: codeText, to: codeText }))
        .max(taxRatesMax)
        .optional(),
    }),
  }),
  'staff.put': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: 'staff.edit',
    body: z.strictObject({
      staffId,
      name: nameText,
      role: z.enum(roles),
      active: z.boolean(),
      pin: staffPin.nullable(),
    }),
  }),
  'staff.signed-on': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: null,
    body: z.strictObject({ staffId }),
  }),
  'staff.signed-off': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: null,
    body: z.strictObject({ staffId }),
  }),
  'staff.sign-on-refused': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: null,
    body: z.strictObject({ staffId, tries: z.int().min(1), locked: z.boolean() }),
  }),
  'override.granted': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: null,
    body: overrideUse.extend({ askedBy: staffId, amount: magnitude.nullable() }),
  }),
  /** The series in which an install gives its own receipt numbers; each is given once. */
  'install.series-given': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: null,
    body: z.strictObject({ installId, series }),
  }),
  /** `seq`s of an install that will never come: it does not hold them any more. */
  'install.gap-declared': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: null,
    body: z.strictObject({ installId, from: z.int().min(1), to: z.int().min(1) }),
  }),
  /** A person is done with an op that was flagged, or with one that was kept aside (then the hash of it as it came). */
  'finding.settled': hubKind(
    z.strictObject({
      opId,
      rawHash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      how: z.enum(findingSettledHows),
      note: lineText,
    }),
  ),
  'pairing.opened': hubKind(deviceOpBodies['pairing.opened']),
  'pairing.closed': hubKind(deviceOpBodies['pairing.closed']),
  'device.paired': hubKind(deviceOpBodies['device.paired']),
  'device.renamed': hubKind(deviceOpBodies['device.renamed']),
  'device.owner-set': hubKind(deviceOpBodies['device.owner-set']),
  'device.role-set': hubKind(deviceOpBodies['device.role-set']),
  'device.locked': hubKind(deviceOpBodies['device.locked']),
  'device.unlocked': hubKind(deviceOpBodies['device.unlocked']),
  'device.wipe-asked': hubKind(deviceOpBodies['device.wipe-asked']),
  'device.wiped': hubKind(deviceOpBodies['device.wiped']),
  'device.revoked': hubKind(deviceOpBodies['device.revoked']),
  'device.amnesty-given': hubKind(deviceOpBodies['device.amnesty-given']),
  'device.unpaired': hubKind(deviceOpBodies['device.unpaired']),
  'device.key-rotated': hubKind(deviceOpBodies['device.key-rotated']),
  'device.policy-set': hubKind(deviceOpBodies['device.policy-set']),
  'device.passkey-added': hubKind(deviceOpBodies['device.passkey-added']),
  'device.passkey-removed': hubKind(deviceOpBodies['device.passkey-removed']),
  'catalog.imported': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: 'catalog.import',
    body: z.strictObject({
      importId: z.string().max(64),
      fileName: lineText,
      part: z.int().min(1),
      parts: z.int().min(1),
      items: z.array(itemValue).max(importItemsPerOpMax),
    }),
  }),
  'item.put': opKind({
    fact: false,
    origin: 'client',
    v: 1,
    permission: 'catalog.edit',
    body: z.strictObject({ item: itemValue }),
  }),
  'stock.counted': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'stock.count',
    body: z.strictObject({ itemId, quantity: quantityValue, note: lineText }),
  }),
  'stock.adjusted': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'stock.adjust',
    body: z.strictObject({
      itemId,
      direction: z.enum(['in', 'out']),
      quantity: quantityValue,
      reasonCode: codeText,
      note: lineText,
    }),
  }),
  'stock.received': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'stock.receive',
    body: z.strictObject({ itemId, quantity: quantityValue, unitCost: magnitude.nullable(), note: lineText }),
  }),
  'shift.opened': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'shift.open',
    body: z.strictObject({ shiftId, series, startingAmount: magnitude, denominations }),
  }),
  'cash.moved': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    /** The permission depends on the kind of move: `cash.<kind>`; the hub checks that one. */
    permission: null,
    body: z.strictObject({
      cashEventId: z.string().max(64),
      shiftId,
      kind: z.enum(cashMoveKinds),
      amount: magnitude,
      reasonCode: codeText,
      note: lineText,
      overrides,
    }),
  }),
  /** A drawer's sensor saw it open and nobody had a reason: no kick, no cash event. */
  'drawer.opened-unexplained': opKind({
    fact: false,
    origin: 'hub',
    v: 1,
    permission: null,
    body: z.strictObject({ drawer: codeText, openedAt: epochMs }),
  }),
  'drawer.no-sale': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'drawer.no-sale',
    body: z.strictObject({ shiftId, reasonCode: codeText, note: lineText, overrides }),
  }),
  'till.counted': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'shift.count',
    body: z.strictObject({ shiftId, countId: z.string().max(64), denominations, declared }),
  }),
  'shift.closed': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'shift.close',
    body: z.strictObject({ shiftId, countId: z.string().max(64) }),
  }),
  'sale.completed': opKind({
    fact: true,
    origin: 'client',
    v: 2,
    permission: 'sale.complete',
    body: z.strictObject({ ...completedV1, transactionNumber: ownNumber }),
    past: [unnumbered(completedV1)],
  }),
  'sale.voided': opKind({
    fact: true,
    origin: 'client',
    v: 2,
    permission: 'sale.void',
    body: z.strictObject({ ...voidedV1, transactionNumber: ownNumber }),
    past: [unnumbered(voidedV1)],
  }),
  'sale.suspended': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'sale.suspend',
    body: z.strictObject({ sale: saleValue, shiftId, label: lineText }),
  }),
  'sale.resumed': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'sale.suspend',
    body: z.strictObject({ saleId }),
  }),
  'check.opened': checkKind(checkOpBodies['check.opened'], true),
  'check.line-added': checkKind(checkOpBodies['check.line-added'], true),
  'check.line-served': checkKind(checkOpBodies['check.line-served'], true),
  'check.line-voided': checkKind(checkOpBodies['check.line-voided'], true, 'line.void'),
  'check.detailed': checkKind(checkOpBodies['check.detailed'], true),
  'check.claimed': checkKind(checkOpBodies['check.claimed'], false),
  'check.released': checkKind(checkOpBodies['check.released'], true),
  'check.checked-out': checkKind(checkOpBodies['check.checked-out'], false),
  'check.transferred': checkKind(checkOpBodies['check.transferred'], false, 'check.transfer'),
  'check.closed': checkKind(checkOpBodies['check.closed'], false),
  'receipt.reprinted': opKind({
    fact: true,
    origin: 'client',
    v: 1,
    permission: 'receipt.reprint',
    body: z.strictObject({ saleId }),
  }),
} as const;

export type OpKindName = keyof typeof opCatalog;
export type OpBody<Kind extends OpKindName> = z.output<(typeof opCatalog)[Kind]['body']>;
export const opKindNames = Object.keys(opCatalog) as OpKindName[];
