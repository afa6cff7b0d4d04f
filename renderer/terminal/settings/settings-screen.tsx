import { useQuery } from '@tanstack/react-query';
import { type ReactElement, type RefObject, useRef, useState } from 'react';
import { backupPlanDefault } from '../../../domain/backup/backup-plan.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { TaxMove } from '../../../domain/tax/tax-edit.ts';
import type { TaxTable } from '../../../domain/tax/tax-table.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { type StaffForm, StaffSheet } from '../staff/staff-sheet.tsx';
import { storeDate } from '../store/tax-label.ts';
import { isSameDocument, itemsOfClass, type SettingsDraft, type TaxUse, withMove } from './settings-draft.ts';
import { type SettingsTab, SettingsView, type StoreInfo, type TaxSheet, type Theme } from './settings-view.tsx';
import { TaxClassSheet } from './tax-class-sheet.tsx';
import { TaxRateSheet } from './tax-rate-sheet.tsx';
import { UnsavedSheet } from './unsaved-sheet.tsx';
import { useBackup } from './use-backup.tsx';
import { useIdlePicture } from './use-idle-picture.ts';
import { useNetwork } from './use-network.tsx';
import { type SettingsActs, useSettingsActs } from './use-settings-acts.ts';

export interface SettingsScreenProps {
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly onImport: () => void;
  readonly onDevices: () => void;
  readonly onFleet: () => void;
  readonly onBack: () => void;
}
type ListedStaff = StaffMember & { readonly locked: boolean };

interface People {
  readonly staff: readonly ListedStaff[];
  readonly isEditing: boolean;
  readonly edit: (member: StaffMember | null) => void;
  readonly sheet: ReactElement | null;
}

/** The people of the store, and the sheet that changes one. */
function usePeople(canRead: boolean): People {
  const { client } = useTerminal();
  const refusalText = useRefusalText();
  const [person, setPerson] = useState<{ readonly member: StaffMember | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const staff = useQuery({ queryKey: ['live', 'staff'], queryFn: () => client.staff.list(), enabled: canRead });
  const save = async ({ name, role, active, pin }: StaffForm): Promise<void> => {
    const staffId = person?.member?.staffId ?? null;
    const wish = { staffId, name: name.trim(), role, active, pin: pin === '' ? null : pin };
    const refused = await client.staff.put(wish).then(() => null, refusalCodeOf);
    if (refused !== null) return setProblem(refusalText(refused));
    setPerson(null);
    void staff.refetch();
  };
  const edit = (member: StaffMember | null): void => {
    setProblem(null);
    setPerson({ member });
  };
  const sheet =
    person === null ? null : (
      <StaffSheet
        member={person.member}
        problem={problem}
        onSave={(form) => void save(form)}
        onClose={() => setPerson(null)}
      />
    );
  return { staff: staff.data ?? [], isEditing: person !== null, edit, sheet };
}

function useInfo(canRead: boolean): StoreInfo | null {
  const { client } = useTerminal();
  const info = useQuery({ queryKey: ['live', 'info'], queryFn: () => client.store.info(), enabled: canRead });
  return info.data ?? null;
}

function useTaxUse(canRead: boolean): TaxUse {
  const { client } = useTerminal();
  const use = useQuery({ queryKey: ['live', 'tax-use'], queryFn: () => client.catalog.taxUse(), enabled: canRead });
  return use.data ?? [];
}

interface Drafting {
  readonly draft: SettingsDraft;
  readonly change: (part: Partial<SettingsDraft>) => void;
  readonly isChanged: boolean;
  /** Is something not saved at this moment, drawn or not? */
  readonly hasChanges: () => boolean;
  readonly discard: () => void;
  readonly save: () => Promise<boolean>;
  /** The save that is under way, if one is. */
  readonly saving: RefObject<Promise<boolean> | null>;
}

/** A draft with what was saved when it was begun: only what differs from that is written (SG7). */
type Changed = SettingsDraft & { readonly before: StoreSettings };

function isStoreChanged({ settings, before, taxMoves }: Changed): boolean {
  return taxMoves.length > 0 || !isSameDocument(settings, before);
}

function differs(draft: Changed, theme: Theme): boolean {
  return isStoreChanged(draft) || draft.theme !== theme;
}

/** What is changed and not saved; the look of this screen waits for the same save as everything else. */
function useDrafting({ theme, onTheme }: SettingsScreenProps, acts: SettingsActs): Drafting {
  const { settings } = useTerminal();
  const saved: SettingsDraft = { settings, taxMoves: [], theme };
  // Null is what is saved, also when the hub words it anew: reasons follow a changed language.
  const [changed, setChanged] = useState<Changed | null>(null);
  // Keys come between two drawings: what they act on is what is true then.
  const latest = useRef(changed);
  const put = (next: Changed | null): void => {
    latest.current = next;
    setChanged(next);
  };
  const current = (): Changed => latest.current ?? { ...saved, before: settings };
  const saving = useRef<Promise<boolean> | null>(null);
  const write = async (): Promise<boolean> => {
    const draft = current();
    if (isStoreChanged(draft) && !(await acts.save(draft, draft.before))) return false;
    onTheme(draft.theme);
    // What was changed meanwhile was not saved: it is what differs from what was.
    const later = latest.current;
    put(later === null || later === draft ? null : { ...later, before: draft.settings });
    return true;
  };
  const save = (): Promise<boolean> => {
    saving.current ??= write().finally(() => {
      saving.current = null;
    });
    return saving.current;
  };
  return {
    draft: changed ?? saved,
    change: (part) => put({ ...current(), ...part }),
    isChanged: changed !== null && differs(changed, theme),
    hasChanges: () => latest.current !== null && differs(latest.current, theme),
    discard: () => put(null),
    save,
    saving,
  };
}

interface TaxSheets {
  readonly isOpen: boolean;
  readonly open: (sheet: TaxSheet) => void;
  readonly sheet: ReactElement | null;
}

/** The sheets over the tax tab; what they change goes into the draft. */
function useTaxSheets({ draft, change }: Drafting, taxUse: TaxUse, businessDate: string): TaxSheets {
  const [shown, setShown] = useState<TaxSheet | null>(null);
  const { settings, taxMoves } = draft;
  const onClose = (): void => setShown(null);
  const onTable = (taxTable: TaxTable): void => {
    change({ settings: { ...settings, taxTable } });
    onClose();
  };
  const onRemove = (taxTable: TaxTable, move: TaxMove | null): void => {
    change({ settings: { ...settings, taxTable }, taxMoves: withMove(taxMoves, move) });
    onClose();
  };
  const common = { settings, onTable, onClose };
  const sheet = (): ReactElement | null => {
    if (shown === null) return null;
    if (shown.kind === 'class') {
      const items = shown.code === null ? 0 : itemsOfClass({ taxUse, taxMoves }, shown.code);
      return <TaxClassSheet {...common} {...{ items, businessDate, onRemove }} code={shown.code} />;
    }
    const { place, isSuccessor } = shown;
    return (
      <TaxRateSheet
        key={`${place}-${isSuccessor}`}
        {...common}
        {...{ place, isSuccessor }}
        onSuccessor={() => setShown({ kind: 'rate', place, isSuccessor: true })}
      />
    );
  };
  return { isOpen: shown !== null, open: setShown, sheet: sheet() };
}

/** Tabs a person has a use for: what the role may not even read is not offered. */
function tabsFor(may: (permission: Permission) => boolean): SettingsTab[] {
  const wanted: readonly (readonly [SettingsTab, boolean])[] = [
    ['store', true],
    ['tax', true],
    ['printer', true],
    ['staff', may('staff.read')],
    ['catalog', may('catalog.import') || may('catalog.export')],
    ['network', may('settings.read')],
    ['backup', may('backup.run')],
    ['data', may('settings.read')],
  ];
  return wanted.filter(([, isWanted]) => isWanted).map(([tab]) => tab);
}

interface Leaving {
  readonly isAsking: boolean;
  /** Goes there at once, or asks first when something is not saved. */
  readonly to: (go: () => void) => void;
  readonly sheet: ReactElement | null;
}

function useLeaving({ hasChanges, save, saving }: Drafting): Leaving {
  const [go, setGo] = useState<{ readonly to: () => void } | null>(null);
  const leave = async (): Promise<void> => {
    const target = go;
    setGo(null);
    if (await save()) target?.to();
  };
  const sheet =
    go === null ? null : (
      <UnsavedSheet onSave={() => void leave()} onDiscard={() => go.to()} onClose={() => setGo(null)} />
    );
  // Who saves and goes at once is not asked: the save that is under way decides.
  const to = (target: () => void): void => {
    if (saving.current !== null) void saving.current.then((isSaved) => isSaved && to(target));
    else if (hasChanges()) setGo({ to: target });
    else target();
  };
  return { isAsking: go !== null, to, sheet };
}

/** The settings with their backups going somewhere else. */
function withFolder(settings: StoreSettings, folder: string): StoreSettings {
  return { ...settings, backup: { ...(settings.backup ?? backupPlanDefault), folder } };
}

/** Changes the store's settings as one op; people, catalog and checks through their own procedures. */
export function SettingsScreen(props: SettingsScreenProps): ReactElement {
  const { settings, session, ambient } = useTerminal();
  const may = (permission: Permission): boolean => answerFor(session.permissions, permission, 0) === 'allow';
  const [tab, setTab] = useState<SettingsTab>('store');
  const acts = useSettingsActs();
  const picture = useIdlePicture();
  const drafting = useDrafting(props, acts);
  const { draft, change, isChanged } = drafting;
  const people = usePeople(may('staff.read'));
  const info = useInfo(may('settings.read'));
  const backup = useBackup(may('backup.run'), (folder) => change({ settings: withFolder(draft.settings, folder) }));
  const network = useNetwork(acts, may);
  const taxUse = useTaxUse(may('settings.read'));
  const today = storeDate(ambient.now(), settings);
  const tax = useTaxSheets(drafting, taxUse, today);
  const leaving = useLeaving(drafting);
  const tabs = tabsFor(may);
  const show = (next: SettingsTab): void => {
    setTab(next);
    acts.clearMessage();
  };
  const tabKeys = Object.fromEntries(tabs.map((each, index) => [String(index + 1), () => show(each)]));
  const leave = (): void => leaving.to(props.onBack);
  const isCovered = people.isEditing || backup.isEditing || network.isOpen || tax.isOpen || leaving.isAsking;
  useTillKeys({ ...tabKeys, Escape: leave, F12: () => drafting.hasChanges() && void drafting.save() }, !isCovered);
  return (
    <>
      <SettingsView
        {...{ tabs, tab, isChanged, info, taxUse, today, backup: backup.facts, staff: people.staff }}
        {...{ taxMoves: draft.taxMoves, message: acts.message, theme: draft.theme }}
        draft={draft.settings}
        onDraft={(next) => change({ settings: next })}
        onTheme={(theme) => change({ theme })}
        onTaxSheet={tax.open}
        onTab={show}
        canEdit={may('settings.edit')}
        {...{ canImport: may('catalog.import'), canExport: may('catalog.export') }}
        onDiscard={drafting.discard}
        onSave={() => void drafting.save()}
        onDevices={() => leaving.to(props.onDevices)}
        {...{ canFleet: may('fleet.read'), onFleet: () => leaving.to(props.onFleet) }}
        onTestPage={() => void acts.testPage()}
        customerDisplay={picture.state}
        onIdlePicture={(wish) => void acts.telling(() => picture.act(wish))}
        onStaff={people.edit}
        onImport={() => leaving.to(props.onImport)}
        onExport={() => void acts.exportFile()}
        onBackup={(wish) => void acts.telling(() => backup.act(wish))}
        network={network.facts}
        onNetwork={(wish) => (wish === 'fleet' ? leaving.to(props.onFleet) : network.act(wish))}
        verify={acts.verify}
        isVerifying={acts.isVerifying}
        onVerify={() => void acts.check()}
        onBack={leave}
      />
      {people.sheet ?? backup.sheet ?? network.sheet ?? tax.sheet}
      {leaving.sheet}
    </>
  );
}
