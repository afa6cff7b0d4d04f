import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { roles } from '../domain/staff/permission.ts';
import { pinRefusals as newPinRefusals } from '../domain/staff/pin.ts';
import { backupApi, restoreApi } from './backup-api.ts';
import * as catalog from './catalog.ts';
import { checkApi } from './check.ts';
import { devicesApi } from './devices-api.ts';
import { hubEvent } from './events.ts';
import { findingApi } from './finding-api.ts';
import { fleetApi, pairingApi } from './fleet-api.ts';
import * as journal from './journal.ts';
import { networkApi } from './network-api.ts';
import { pushAnswer, pushRequest } from './op.ts';
import * as print from './print.ts';
import { installProcedure, openProcedure, refusals, staffProcedure } from './procedure.ts';
import * as session from './session.ts';
import * as shift from './shift.ts';
import { itemStock } from './stock.ts';
import * as facts from './store-facts.ts';
import * as sync from './sync.ts';
import { epochMs, installId, itemId, jobId, nameText, pinText, saleId, shiftId, staffId } from './values.ts';

/**
 * The contract of the hub: every client (terminal window, handheld, back-office browser, script) speaks this and nothing
 * else. Each procedure names who may call it (`meta`), what it takes, what it answers and which refusals it knows.
 * Refusals are typed errors: `REFUSED` (an expected no), `UNAUTHORIZED`, `FORBIDDEN` (permission), `FAULT` (the world broke).
 * Everything that changes the store's record goes through `op.push`, except what only the hub may make (PIN verifiers,
 * imports, the first run).
 */
const done = z.strictObject({ ok: z.literal(true) });

const storeApi = {
  initialise: installProcedure()
    .route({ method: 'POST', path: '/store/initialise', summary: 'First run: settings and the owner with a PIN' })
    .errors(refusals(['already-initialised', 'demo-shop-unknown', ...newPinRefusals]))
    .input(facts.initialiseRequest)
    .output(facts.initialiseAnswer),
  /** Starting points for the first run, one a country. */
  countries: installProcedure()
    .route({ method: 'GET', path: '/store/countries', summary: 'Settings a country usually wants' })
    .output(z.array(facts.countryStart)),
  demoShops: installProcedure()
    .route({ method: 'GET', path: '/store/demo-shops', summary: 'Shops to try Kaunter with' })
    .output(z.array(facts.demoShop)),
  info: staffProcedure('settings.read')
    .route({ method: 'GET', path: '/store/info', summary: 'Key storage, counts, file sizes, head of the chain' })
    .output(facts.storeInfo),
  verify: staffProcedure('store.verify')
    .route({ method: 'POST', path: '/store/verify', summary: 'Walk the chain and replay the log' })
    .errors(refusals(['verify-running']))
    .output(facts.verifyResult),
};

const sessionApi = {
  /** Turns the single-use ticket of the app into a bearer token of the install, for HTTPS; a WebSocket carries the ticket itself. */
  install: openProcedure()
    .route({ method: 'POST', path: '/session/install', summary: 'Ticket to install token' })
    .errors(refusals(['ticket-unknown']))
    .input(z.strictObject({ ticket: session.secretText }))
    .output(z.strictObject({ installToken: session.secretText, installId, lastSeq: z.int().min(0) })),
  staff: installProcedure()
    .route({ method: 'GET', path: '/session/staff', summary: 'Tiles of the sign-on screen' })
    .output(z.array(session.staffTile)),
  /** The token goes into the `authorization` header of each later call: `Bearer <token>`. */
  signOn: installProcedure()
    .route({ method: 'POST', path: '/session/sign-on', summary: 'Sign a person on with their PIN' })
    .errors(refusals([...session.pinRefusals, 'not-initialised']))
    .input(session.signOnRequest)
    .output(session.staffSession.extend({ sessionToken: session.secretText })),
  signOff: staffProcedure(null)
    .route({ method: 'POST', path: '/session/sign-off', summary: 'End this session' })
    .output(done),
  me: staffProcedure(null)
    .route({ method: 'GET', path: '/session/me', summary: 'Who is signed on, and what they may do' })
    .output(session.staffSession),
  /** Last `seq` of this install in the log: the next op is one higher. */
  lastSeq: installProcedure()
    .route({ method: 'GET', path: '/session/last-seq', summary: "Last op number of this install in the hub's log" })
    .output(z.strictObject({ installId, lastSeq: z.int().min(0) })),
};

const overrideApi = {
  grant: staffProcedure(null)
    .route({ method: 'POST', path: '/override/grant', summary: "Another person's consent to one act" })
    .errors(refusals([...session.pinRefusals, 'override-own', 'override-not-approver', 'reason-unknown']))
    .input(session.overrideRequest)
    .output(session.grantedOverride),
};

const opApi = {
  /** Each op needs the permission of its kind; results come in the order of the ops. */
  push: staffProcedure(null)
    .route({ method: 'POST', path: '/op/push', summary: 'Put ops into the log' })
    .errors(refusals(['install-differs']))
    .input(pushRequest)
    .output(pushAnswer),
};

const fromOutbox = refusals(['install-differs', 'device-revoked', 'device-unknown', 'too-many']);
const syncApi = {
  hello: installProcedure()
    .route({ method: 'GET', path: '/sync/hello', summary: 'Epoch, versions, clock, and where this install stands' })
    .output(sync.syncHello),
  /** Ops of an outbox, in order; who did each stands in it, since nobody may be signed on any more. */
  push: installProcedure()
    .route({ method: 'POST', path: '/sync/push', summary: 'Ops of a client that was away' })
    .errors(fromOutbox)
    .input(sync.pushAsk)
    .output(sync.pushAnswer),
  pull: installProcedure()
    .route({ method: 'POST', path: '/sync/pull', summary: 'What changed since a position of the log' })
    .errors(fromOutbox)
    .input(sync.pullAsk)
    .output(sync.pullAnswer),
  snapshot: installProcedure()
    .route({ method: 'POST', path: '/sync/snapshot', summary: 'How everything of a topic stands, page by page' })
    .errors(fromOutbox)
    .input(sync.snapshotAsk)
    .output(sync.snapshotAnswer),
};

const settingsApi = {
  get: installProcedure()
    .route({ method: 'GET', path: '/settings', summary: "The store's settings" })
    .errors(refusals(['not-initialised']))
    .output(facts.settingsValue),
};

const noItem = refusals(['item-unknown']);
const catalogApi = {
  search: staffProcedure('catalog.read')
    .route({ method: 'POST', path: '/catalog/search', summary: 'Ranked search as you type' })
    .input(
      z.strictObject({
        text: z.string().max(catalog.searchCharsMax),
        limit: z.int().min(1).max(catalog.searchHitsMax),
      }),
    )
    .output(z.array(catalog.stockedItem)),
  scan: staffProcedure('catalog.read')
    .route({ method: 'POST', path: '/catalog/scan', summary: 'What a scanned code means' })
    .input(
      z.strictObject({
        raw: z.string().min(1).max(catalog.scanCharsMax),
        /** Symbology the scanner named, e.g. `]E0`; null when it names none. */
        aimId: z
          .string()
          .regex(/^\][A-Za-z][0-9A-Za-z]$/)
          .nullable(),
      }),
    )
    .output(catalog.scanAnswer),
  item: staffProcedure('catalog.read')
    .route({ method: 'POST', path: '/catalog/item', summary: 'One item' })
    .errors(noItem)
    .input(catalog.itemRef)
    .output(catalog.stockedItem),
  grid: staffProcedure('catalog.read')
    .route({ method: 'GET', path: '/catalog/grid', summary: 'Categories and the items on the grid' })
    .output(catalog.catalogGrid),
  page: staffProcedure('catalog.read')
    .route({ method: 'POST', path: '/catalog/page', summary: 'Items by name, a page at a time' })
    .input(catalog.itemPageRequest)
    .output(catalog.itemPage),
  upload: staffProcedure('catalog.import')
    .route({ method: 'POST', path: '/catalog/upload', summary: 'Part of a catalog file' })
    .errors(refusals(['upload-unknown', 'upload-gap', 'uploads-full']))
    .input(catalog.uploadRequest)
    .output(catalog.uploadAnswer),
  importPreview: staffProcedure('catalog.import')
    .route({ method: 'POST', path: '/catalog/import-preview', summary: 'What an import would do, line by line' })
    .errors(
      refusals([
        'upload-unknown',
        'upload-incomplete',
        'file-not-text',
        'file-empty',
        'file-too-large',
        'mapping-unfit',
      ]),
    )
    .input(
      z.strictObject({
        uploadId: z.string().max(64),
        mapping: catalog.columnMapping.nullable(),
        taxNames: catalog.importTaxNames.default([]),
      }),
    )
    .output(catalog.importPreview),
  importRun: staffProcedure('catalog.import')
    .route({ method: 'POST', path: '/catalog/import-run', summary: 'Import the good rows in one transaction' })
    .errors(refusals(['preview-unknown', 'preview-outdated', 'mapping-unfit']))
    .input(
      z.strictObject({
        previewId: z.string().max(64),
        mapping: catalog.columnMapping,
        taxNames: catalog.importTaxNames.default([]),
      }),
    )
    .output(catalog.importResult),
  importProblems: staffProcedure('catalog.import')
    .route({ method: 'POST', path: '/catalog/import-problems', summary: 'Every problem line of a file, part by part' })
    .errors(refusals(['preview-unknown']))
    .input(z.strictObject({ previewId: z.string().max(64), after: z.int().min(0).nullable() }))
    .output(catalog.importProblemsPart),
  taxUse: staffProcedure('settings.read')
    .route({ method: 'GET', path: '/catalog/tax-use', summary: 'How many items carry each tax class' })
    .output(z.array(catalog.taxUse)),
  export: staffProcedure('catalog.export')
    .route({ method: 'POST', path: '/catalog/export', summary: 'The catalog as CSV, part by part' })
    .input(z.strictObject({ after: z.string().max(200).nullable() }))
    .output(catalog.exportPart),
};

const noSale = refusals(['sale-unknown']);
const saleApi = {
  page: staffProcedure('journal.read')
    .route({ method: 'POST', path: '/sale/page', summary: 'The journal, newest first' })
    .input(journal.salePageRequest)
    .output(journal.salePage),
  get: staffProcedure('journal.read')
    .route({ method: 'POST', path: '/sale/get', summary: 'A completed sale' })
    .errors(noSale)
    .input(z.strictObject({ saleId }))
    .output(journal.saleRecord),
  byNumber: staffProcedure('journal.read')
    .route({ method: 'POST', path: '/sale/by-number', summary: 'A completed sale by its transaction number' })
    .errors(noSale)
    .input(z.strictObject({ transactionNumber: z.string().min(1).max(64) }))
    .output(journal.saleRecord),
  returnable: staffProcedure('sale.return')
    .route({ method: 'POST', path: '/sale/returnable', summary: 'What can still come back of a sale' })
    .errors(noSale)
    .input(z.strictObject({ saleId }))
    .output(journal.returnableSale),
  suspended: staffProcedure('sale.suspend')
    .route({ method: 'GET', path: '/sale/suspended', summary: 'Suspended sales' })
    .output(z.array(journal.suspendedSale)),
};

const draftApi = {
  save: staffProcedure('sale.complete')
    .route({ method: 'POST', path: '/draft/save', summary: 'Keep the open sale of this install' })
    .input(z.strictObject({ sale: journal.openSaleValue.nullable() }))
    .output(z.strictObject({ savedAt: epochMs })),
  load: staffProcedure('sale.complete')
    .route({ method: 'GET', path: '/draft/load', summary: 'The open sale of this install' })
    .output(journal.draft),
};

const shiftApi = {
  current: staffProcedure(null)
    .route({ method: 'GET', path: '/shift/current', summary: 'The open shift, or null' })
    .output(shift.currentShift.nullable()),
  xReport: staffProcedure('report.x')
    .route({ method: 'GET', path: '/shift/x-report', summary: 'Reading of the open shift' })
    .errors(refusals(['till-not-open']))
    .output(shift.xReportValue),
  zReports: staffProcedure('report.z')
    .route({ method: 'POST', path: '/shift/z-reports', summary: 'Closing reports, newest first' })
    .input(
      z.strictObject({
        /** Z number of the last one of the page before; null for the newest. */
        before: z.int().min(1).nullable(),
        limit: z.int().min(1).max(shift.zReportPageMax),
      }),
    )
    .output(z.array(shift.zReportSummary)),
  /** Whoever may close a shift sees the report of that shift; older ones need `report.z`. */
  zReport: staffProcedure(null)
    .route({ method: 'POST', path: '/shift/z-report', summary: 'One closing report' })
    .errors(refusals(['z-report-unknown']))
    .input(z.strictObject({ shiftId }))
    .output(shift.zReportValue),
};

const stockApi = {
  item: staffProcedure('stock.read')
    .route({ method: 'POST', path: '/stock/item', summary: "An item's stock and its last movements" })
    .errors(noItem)
    .input(z.strictObject({ itemId }))
    .output(itemStock),
};

const staffApi = {
  list: staffProcedure('staff.read')
    .route({ method: 'GET', path: '/staff', summary: 'Everybody who works here' })
    .output(z.array(session.staffMember.extend({ locked: z.boolean(), hasPin: z.boolean() }))),
  put: staffProcedure('staff.edit')
    .route({ method: 'POST', path: '/staff/put', summary: 'Add or change a person' })
    .errors(refusals(['staff-unknown', 'last-owner', 'pin-missing', 'role-above-own', ...newPinRefusals]))
    .input(
      z.strictObject({
        /** Null adds a person, who then needs a PIN. */
        staffId: staffId.nullable(),
        name: nameText,
        role: z.enum(roles),
        active: z.boolean(),
        /** Null keeps the PIN there is. */
        pin: pinText.nullable(),
      }),
    )
    .output(z.strictObject({ staffId })),
  /** A new PIN: for oneself with the old one, or by a manager for somebody below, which also unlocks them. */
  setPin: staffProcedure(null)
    .route({ method: 'POST', path: '/staff/set-pin', summary: 'Set a PIN' })
    .errors(refusals(['staff-unknown', 'role-above-own', ...session.pinRefusals, ...newPinRefusals]))
    .input(z.strictObject({ staffId, pin: pinText, currentPin: pinText.nullable() }))
    .output(done),
};

const printApi = {
  jobs: staffProcedure(null)
    .route({ method: 'POST', path: '/print/jobs', summary: 'Print jobs, newest first' })
    .input(z.strictObject({ limit: z.int().min(1).max(print.jobsShownMax) }))
    .output(z.array(print.printJobSummary)),
  paper: staffProcedure('journal.read')
    .route({ method: 'POST', path: '/print/paper', summary: 'A job as text and picture' })
    .errors(refusals(['job-unknown', 'paper-gone', 'printer-away']))
    .input(z.strictObject({ jobId }))
    .output(print.paper),
  testPage: staffProcedure('printer.test')
    .route({ method: 'POST', path: '/print/test-page', summary: 'Print a test page' })
    .errors(refusals(['not-initialised']))
    .output(z.strictObject({ jobId })),
  /** Prints the reading of the open shift, or a closing report again. */
  xReport: staffProcedure('report.x')
    .route({ method: 'POST', path: '/print/x-report', summary: 'Print the reading of the open shift' })
    .errors(refusals(['till-not-open']))
    .output(z.strictObject({ jobId })),
  zReport: staffProcedure('report.z')
    .route({ method: 'POST', path: '/print/z-report', summary: 'Print a closing report again' })
    .errors(refusals(['z-report-unknown']))
    .input(z.strictObject({ shiftId }))
    .output(z.strictObject({ jobId })),
  status: staffProcedure(null)
    .route({ method: 'GET', path: '/print/status', summary: 'How the printer and the drawer are' })
    .output(print.printerState),
  /** A person looked at the printer and wants the paper again: a new job, marked COPY unless nothing came out before. */
  retry: staffProcedure('receipt.reprint')
    .route({ method: 'POST', path: '/print/retry', summary: 'Print a failed or unknown job again' })
    .errors(refusals(['job-unknown', 'job-not-stuck', 'drawer-never-twice']))
    .input(z.strictObject({ jobId }))
    .output(z.strictObject({ jobId })),
  /** A person wants a job that waits no more (PJ12). */
  cancel: staffProcedure('receipt.reprint')
    .route({ method: 'POST', path: '/print/cancel', summary: 'Cancel a job that waits' })
    .errors(refusals(['job-unknown', 'job-under-way']))
    .input(z.strictObject({ jobId }))
    .output(z.strictObject({ jobId })),
};

const eventsApi = {
  /** An endless stream; after a broken line subscribe again and ask for everything shown. */
  subscribe: installProcedure()
    .route({ method: 'GET', path: '/events', summary: 'What changes, as it changes' })
    .errors(refusals(['streams-full']))
    .output(eventIterator(hubEvent)),
};

export const api = {
  hello: openProcedure()
    .route({ method: 'GET', path: '/hello', summary: 'Is this a hub, and is it set up?' })
    .output(facts.hello),
  store: storeApi,
  session: sessionApi,
  override: overrideApi,
  op: opApi,
  sync: syncApi,
  settings: settingsApi,
  catalog: catalogApi,
  sale: saleApi,
  check: checkApi,
  draft: draftApi,
  shift: shiftApi,
  stock: stockApi,
  staff: staffApi,
  print: printApi,
  devices: devicesApi,
  backup: backupApi,
  restore: restoreApi,
  pairing: pairingApi,
  fleet: fleetApi,
  finding: findingApi,
  network: networkApi,
  events: eventsApi,
};
export type Api = typeof api;
