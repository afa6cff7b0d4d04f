import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { Permission } from '../../../domain/staff/permission.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { type StaffForm, StaffSheet } from '../staff/staff-sheet.tsx';
import { type SettingsTab, SettingsView, type StoreInfo, settingsKeys, type Theme } from './settings-view.tsx';
import { useIdlePicture } from './use-idle-picture.ts';
import { useSettingsActs } from './use-settings-acts.ts';

/** Printer models that ship; the device process knows them by these names. */
const profiles = ['generic-80mm', 'generic-80mm-42', 'generic-58mm', 'epson-tm-t88', 'send-only-80mm'] as const;
export interface SettingsScreenProps {
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly onImport: () => void;
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

/** Changes the store's settings as one op; people, catalog and checks through their own procedures. */
export function SettingsScreen({ theme, onTheme, onImport, onBack }: SettingsScreenProps): ReactElement {
  const { settings, session } = useTerminal();
  const may = (permission: Permission): boolean => answerFor(session.permissions, permission, 0) === 'allow';
  const [tab, setTab] = useState<SettingsTab>('store');
  const [draft, setDraft] = useState<StoreSettings>(settings);
  const acts = useSettingsActs();
  const picture = useIdlePicture();
  const people = usePeople(may('staff.read'));
  const info = useInfo(may('settings.read'));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(settings);
  const show = (next: SettingsTab): void => {
    setTab(next);
    acts.clearMessage();
  };
  const tabKeys = Object.fromEntries(Object.entries(settingsKeys).map(([key, each]) => [key, () => show(each)]));
  useTillKeys({ ...tabKeys, Escape: onBack, F12: () => isChanged && void acts.save(draft) }, !people.isEditing);
  return (
    <>
      <SettingsView
        {...{ tab, draft, isChanged, theme, onTheme, profiles, info, onImport, onBack }}
        onTab={show}
        canEdit={may('settings.edit')}
        onDraft={setDraft}
        onSave={() => void acts.save(draft)}
        message={acts.message}
        onTestPage={() => void acts.testPage()}
        customerDisplay={picture.state}
        onIdlePicture={(wish) => void acts.telling(() => picture.act(wish))}
        staff={people.staff}
        onStaff={people.edit}
        onExport={() => void acts.exportFile()}
        verify={acts.verify}
        isVerifying={acts.isVerifying}
        onVerify={() => void acts.check()}
      />
      {people.sheet}
    </>
  );
}
