import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { FileToSave } from '../../../contracts/bridge.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import type { HubClient } from '../hub/hub-link.ts';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { type StaffForm, StaffSheet } from '../staff/staff-sheet.tsx';
import type { Theme } from './settings-view.tsx';
import { type SettingsTab, SettingsView, type VerifyResult } from './settings-view.tsx';

/** Printer models that ship; the device process knows them by these names. */
const profiles = ['generic-80mm', 'generic-80mm-42', 'generic-58mm', 'epson-tm-t88', 'send-only-80mm'] as const;
export interface SettingsScreenProps {
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly onImport: () => void;
  readonly onBack: () => void;
}

/** All parts of the export, one after the other. */
export async function exportCatalog(client: HubClient): Promise<FileToSave> {
  const texts: string[] = [];
  let after: string | null = null;
  for (;;) {
    const part: { fileName: string; text: string; next: string | null } = await client.catalog.export({ after });
    texts.push(part.text);
    if (part.next === null) return { name: part.fileName, bytes: new TextEncoder().encode(texts.join('')) };
    after = part.next;
  }
}

/** Changes the store's settings as one op; people, catalog and checks through their own procedures. */
export function SettingsScreen({ theme, onTheme, onImport, onBack }: SettingsScreenProps): ReactElement {
  const { client, sender, settings, session, reloadSettings } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [tab, setTab] = useState<SettingsTab>('store');
  const [draft, setDraft] = useState<StoreSettings>(settings);
  const [message, setMessage] = useState<{ tone: 'ok' | 'bad' | 'info'; text: string } | null>(null);
  const [person, setPerson] = useState<{ member: StaffMember | null } | null>(null);
  const [personProblem, setPersonProblem] = useState<string | null>(null);
  const [verify, setVerify] = useState<VerifyResult | null>(null);
  const [isVerifying, setVerifying] = useState(false);
  const grants = session.permissions;
  const info = useQuery({
    queryKey: ['live', 'info'],
    queryFn: () => client.store.info(),
    enabled: answerFor(grants, 'settings.read', 0) === 'allow',
  });
  const staff = useQuery({
    queryKey: ['live', 'staff'],
    queryFn: () => client.staff.list(),
    enabled: answerFor(grants, 'staff.read', 0) === 'allow',
  });
  const trying = async (work: () => Promise<string | null>): Promise<void> => {
    try {
      const text = await work();
      if (text !== null) setMessage({ tone: 'ok', text });
    } catch (error) {
      setMessage({ tone: 'bad', text: refusalText(refusalCodeOf(error)) });
    }
  };
  const save = (): Promise<void> =>
    trying(async () => {
      const refused = refusalOfResult(await sender.send('settings.changed', { settings: draft }));
      if (refused !== null) {
        setMessage({ tone: 'bad', text: refusalText(refused) });
        return null;
      }
      await reloadSettings();
      return t('settings.saved');
    });
  const savePerson = async (form: StaffForm): Promise<void> => {
    try {
      await client.staff.put({
        staffId: person?.member?.staffId ?? null,
        name: form.name.trim(),
        role: form.role,
        active: form.active,
        pin: form.pin === '' ? null : form.pin,
      });
      setPerson(null);
      void staff.refetch();
    } catch (error) {
      setPersonProblem(refusalText(refusalCodeOf(error)));
    }
  };
  const check = (): Promise<void> =>
    trying(async () => {
      setVerifying(true);
      setVerify(await client.store.verify().finally(() => setVerifying(false)));
      return null;
    });
  const testPage = (): Promise<void> =>
    trying(async () => {
      await client.print.testPage();
      return t('settings.test-sent');
    });
  const isChanged = JSON.stringify(draft) !== JSON.stringify(settings);
  useTillKeys({ Escape: onBack, F12: () => isChanged && void save() }, person === null);
  return (
    <>
      <SettingsView
        tab={tab}
        onTab={(next) => {
          setTab(next);
          setMessage(null);
        }}
        draft={draft}
        isChanged={isChanged}
        canEdit={answerFor(grants, 'settings.edit', 0) === 'allow'}
        onDraft={setDraft}
        onSave={() => void save()}
        message={message}
        theme={theme}
        onTheme={onTheme}
        profiles={profiles}
        onTestPage={() => void testPage()}
        staff={staff.data ?? []}
        onStaff={(member) => {
          setPersonProblem(null);
          setPerson({ member });
        }}
        onImport={onImport}
        onExport={() =>
          void trying(async () =>
            (await window.kaunter.saveFile(await exportCatalog(client))) ? t('settings.exported') : null,
          )
        }
        info={info.data ?? null}
        verify={verify}
        isVerifying={isVerifying}
        onVerify={() => void check()}
        onBack={onBack}
      />
      {person === null ? null : (
        <StaffSheet
          member={person.member}
          problem={personProblem}
          onSave={(form) => void savePerson(form)}
          onClose={() => setPerson(null)}
        />
      )}
    </>
  );
}
