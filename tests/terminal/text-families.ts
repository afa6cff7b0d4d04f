import type { z } from 'zod';
import { api } from '../../contracts/api.ts';
import { restoreWarnings } from '../../contracts/backup.ts';
import { customerDisplayState } from '../../contracts/bridge.ts';
import { ontoCheckRefusals } from '../../contracts/check-steps.ts';
import { type printerStatus, profileRefusalCodes } from '../../contracts/device.ts';
import { healthChecks, learningSteps } from '../../contracts/device-ask.ts';
import { deviceGuesses, deviceTroubleCodes } from '../../contracts/device-discovery.ts';
import {
  deviceTroubles,
  drawerPositions,
  scaleLoads,
  scaleRefusals,
  scanSymbologies,
} from '../../contracts/device-status.ts';
import { findingSettledHows } from '../../contracts/finding.ts';
import { offlineFunctions } from '../../contracts/fleet.ts';
import { networkProblems, networkStatus } from '../../contracts/network.ts';
import { stockMovement } from '../../contracts/stock.ts';
import { storeInfo } from '../../contracts/store-facts.ts';
import type { LabelLayout, LabelRefusal } from '../../domain/barcode/label.ts';
import { itemFields } from '../../domain/catalog/item-fields.ts';
import { rowProblemCodes } from '../../domain/catalog/read-item-row.ts';
import { checkRefusals } from '../../domain/check/decide-check.ts';
import { customerDisplayWindows } from '../../domain/customer-display/display-settings.ts';
import {
  deviceRoles,
  displayProfiles,
  drawerProfiles,
  scaleProfiles,
  scannerProfiles,
} from '../../domain/device/device-binding.ts';
import { faultCatalog } from '../../domain/fault-catalog.ts';
import { asideReasons, findingFlags, findingKinds, findingOps, findingTopics } from '../../domain/finding/finding.ts';
import { deviceStates } from '../../domain/fleet/device-state.ts';
import { fleetAlertKinds } from '../../domain/fleet/fleet-alert.ts';
import { currencyOfCode } from '../../domain/money/currency.ts';
import { minor, minorMax, ratePpm } from '../../domain/money/minor.ts';
import { moneyRefusals } from '../../domain/money/parse-money.ts';
import { quantityUnits } from '../../domain/quantity/quantity.ts';
import { quantityRefusals } from '../../domain/quantity/quantity-text.ts';
import { printJobReasons, printJobStates } from '../../domain/receipt/print-job.ts';
import { type SaleKind, tenderKinds } from '../../domain/sale/sale.ts';
import { saleRefusals } from '../../domain/sale/sale-refusal.ts';
import { authorise, defaultRoleLimits } from '../../domain/staff/authorise.ts';
import { type Permission, permissions, roles } from '../../domain/staff/permission.ts';
import { pinRefusals } from '../../domain/staff/pin.ts';
import { countryPresets, startReasons } from '../../domain/store/country-presets.ts';
import { taxTableFaultCodes } from '../../domain/tax/tax-lookup.ts';
import type { TaxRate, TaxRoundingLevel } from '../../domain/tax/tax-rate.ts';
import { cashMoveKinds } from '../../domain/till/cash-event.ts';
import { tillRefusals } from '../../domain/till/shift.ts';
import type { Place } from '../../renderer/terminal/app/top-bar.tsx';
import type { StockAct } from '../../renderer/terminal/catalog/item-detail-view.tsx';
import { benchActs } from '../../renderer/terminal/devices/bench-acts.ts';
import { fleetActs } from '../../renderer/terminal/fleet/fleet-acts.ts';
import { kioskPlatforms } from '../../renderer/terminal/fleet/kiosk-platforms.ts';
import type { SettingsTab, Theme } from '../../renderer/terminal/settings/settings-view.tsx';
import type { TillAct } from '../../renderer/terminal/till/till-view.tsx';

/** The values of a union that exists as a type only; the compiler refuses a table that lacks one or has one too many. */
function every<Name extends string>(table: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(table) as Name[];
}

/** Refusal codes of every procedure of the contract. */
function contractRefusals(): readonly string[] {
  const codes = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('~orpc' in node) {
      const { errorMap } = node['~orpc'] as { errorMap: { REFUSED?: { data: z.ZodObject<{ refusal: z.ZodEnum }> } } };
      for (const code of errorMap.REFUSED?.data.shape.refusal.options ?? []) codes.add(String(code));
      return;
    }
    for (const child of Object.values(node)) walk(child);
  };
  walk(api);
  return [...codes];
}

/** What somebody else can be asked to consent to. */
function overridable(): readonly Permission[] {
  const limits = defaultRoleLimits(currencyOfCode('EUR') ?? { code: 'EUR', digits: 2 });
  const most = { ratePpm: ratePpm(1_000_000), amount: minor(minorMax) };
  return permissions.filter((permission) =>
    roles.some((role) => authorise(role, { permission, ...most }, limits) === 'override'),
  );
}

const countries = [...new Set(countryPresets.map(({ country }) => country))];
const faults = [...Object.keys(faultCatalog), 'hub-away', 'given-up', 'other'];
const drawers: Readonly<Record<z.output<typeof printerStatus>['drawer'], true>> = {
  open: true,
  closed: true,
  unknown: true,
};
/** Texts whose key is put together while running: what can stand in the hole of each. */
export const textFamilies: Readonly<Record<string, readonly string[]>> = {
  'cash.kind.*': cashMoveKinds,
  'country.*': countries,
  'customer-display.on-*': customerDisplayState.shape.place.options,
  'customer-display.window-*': customerDisplayWindows,
  'bench.*': benchActs,
  'checks.*': ['claimed', 'checked-out'],
  'device.check.*': healthChecks,
  'device.drawer.*': drawerPositions,
  'device.guess.*': deviceGuesses,
  'device.learn.*': learningSteps,
  'device.learn-done.*': ['open-it', 'close-it'],
  'device.load.*': scaleLoads,
  'device.profile-refusal.*': profileRefusalCodes,
  'device.protocol.*': [...drawerProfiles, ...scannerProfiles, ...scaleProfiles, ...displayProfiles],
  'device.refusal.*': ['claimed-by-another'],
  'device.result.*': ['good', 'bad', 'unknown'],
  'device.role.*': deviceRoles,
  'device.symbology.*': scanSymbologies,
  'device.test.*': ['printer', 'scale', 'display'],
  'device.trouble.*': deviceTroubles,
  'trouble.*': deviceTroubleCodes,
  'trouble.*-step': deviceTroubleCodes,
  'weigh.*': [...scaleRefusals, 'no-scale'],
  'finding.about.*': ['table', 'receipt', 'missing', 'lost', 'lost-unknown'],
  'finding.aside.*': [...asideReasons, 'odd'],
  'finding.aside-step.*': [...asideReasons, 'odd'],
  'finding.confirm.*': findingSettledHows,
  'finding.confirm-text.*': findingSettledHows,
  'finding.flag.*': [...findingFlags, 'odd'],
  'finding.kind.*': findingKinds,
  'finding.kind-text.*': findingKinds,
  'finding.op.*': findingOps,
  'finding.settled.*': findingSettledHows,
  'finding.settled-by.*': findingSettledHows,
  'finding.step.*': findingTopics,
  'fleet.act.*': fleetActs,
  'fleet.act-text.*': fleetActs,
  'fleet.alert.*': fleetAlertKinds,
  'fleet.alert.*-step': fleetAlertKinds,
  'fleet.state.*': deviceStates,
  'fleet.state-text.*': deviceStates,
  'kiosk.*': kioskPlatforms,
  'kiosk.*-managed': kioskPlatforms,
  'kiosk.*-steps': kioskPlatforms,
  'network.*': networkProblems,
  'network.*-step': networkProblems,
  'pairing.ended.*': ['paired', 'refused', 'expired', 'too-many-tries'],
  'policy.*': ['warnAfterMs', 'noRefundsAfterMs', 'noSalesAfterMs'],
  'policy.offline.*': offlineFunctions,
  'fault.*.text': faults,
  'fault.*.action': faults,
  'import.field.*': itemFields,
  'import.problem.*': [...rowProblemCodes, 'other'],
  'import.severity.*': every<'rejected' | 'mended'>({ rejected: true, mended: true }),
  'job.*': printJobStates,
  'print.state.*': printJobStates,
  'print.state-text.*': printJobStates,
  'print.reason.*': printJobReasons.filter((reason) => reason !== 'none'),
  'journal.kind.*': every<SaleKind>({ sale: true, return: true, exchange: true }),
  'print.drawer-reason.*': every<'paper-out' | 'cover-open' | 'printer-unreachable'>({
    'paper-out': true,
    'cover-open': true,
    'printer-unreachable': true,
  }),
  'device.common-model.*': every<'generic-80mm' | 'generic-80mm-42' | 'generic-58mm' | 'send-only-80mm'>({
    'generic-80mm': true,
    'generic-80mm-42': true,
    'generic-58mm': true,
    'send-only-80mm': true,
  }),
  'device.scan-mark.*': every<'none' | 'stx' | 'cr' | 'lf' | 'crlf' | 'etx' | 'tab'>({
    none: true,
    stx: true,
    cr: true,
    lf: true,
    crlf: true,
    etx: true,
    tab: true,
  }),
  'status.device.*': every<'scanner' | 'scale' | 'line-display'>({ scanner: true, scale: true, 'line-display': true }),
  'status.device-*': every<'unreachable' | 'silent' | 'other'>({ unreachable: true, silent: true, other: true }),
  'nav.*': every<Exclude<Place, 'sell' | 'print' | 'finding' | 'devices'>>({
    suspended: true,
    journal: true,
    return: true,
    till: true,
    settings: true,
  }),
  'override.action.*': overridable(),
  'reason.*': startReasons.map(({ code }) => code),
  'refusal.*': [
    ...contractRefusals(),
    ...checkRefusals,
    ...ontoCheckRefusals,
    ...saleRefusals,
    ...tillRefusals,
    ...moneyRefusals,
    ...quantityRefusals,
    ...pinRefusals,
    ...Object.keys(faultCatalog),
    ...taxTableFaultCodes,
    ...['hub-away', 'permission-missing', 'session-ended', 'other'],
  ],
  'labels.*': every<LabelLayout['measure']>({ weight: true, price: true, count: true }),
  'labels.try-*': every<LabelRefusal>({ 'not-a-label': true, 'check-digit': true, 'label-check-digit': true }),
  'tax.kind-*': every<TaxRate['kind']>({ percent: true, division: true, fixed: true }),
  'report.*': [
    ...['returns', 'exchanges', 'discounts', 'voided-lines', 'voided-sales'],
    ...['price-overrides', 'overrides', 'no-sales', 'reprints'],
  ],
  'role.*': roles,
  'rounding.*': every<TaxRoundingLevel>({ per_line: true, per_unit: true, global: true }),
  'settings.key-*': storeInfo.shape.keyStorage.options,
  'settings.tab-*': every<SettingsTab>({
    store: true,
    tax: true,
    printer: true,
    staff: true,
    catalog: true,
    network: true,
    backup: true,
    data: true,
  }),
  'certificate.state-*': networkStatus.shape.state.options,
  'backup.running-*': ['backup', 'verify'],
  'backup.entry-*': ['ok', 'bad', 'idle'],
  'backup.strength-*': ['weak', 'fair', 'strong'],
  'restore.*': restoreWarnings,
  'settings.theme-*': every<Theme>({ light: true, dark: true, system: true }),
  'status.drawer-*': Object.keys(drawers),
  'stock.act.*': every<StockAct>({ count: true, receive: true, 'adjust-in': true, 'adjust-out': true }),
  'stock.kind.*': stockMovement.shape.kind.options,
  'tender.kind.*': tenderKinds,
  'till.act.*': every<TillAct>({
    'paid-in': true,
    'paid-out': true,
    'safe-drop': true,
    'no-sale': true,
    'x-report': true,
    count: true,
    'z-reports': true,
  }),
  'unit.*': quantityUnits,
};

/** Families whose values the hub names in an open text (`codeText`): any sentence of theirs may be asked for. */
export const openFamilies = ['refusal.'] as const;
