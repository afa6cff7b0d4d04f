import { useState } from 'react';
import type { FileToSave } from '../../../contracts/bridge.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import type { HubClient } from '../hub/hub-link.ts';
import { bridgeCodeOf, refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import type { SettingsDraft } from './settings-draft.ts';
import type { VerifyResult } from './settings-view.tsx';

export interface SettingsMessage {
  readonly tone: 'ok' | 'bad' | 'info';
  readonly text: string;
}
export interface SettingsActs {
  readonly message: SettingsMessage | null;
  readonly clearMessage: () => void;
  /** Gives whether the store's settings are as the draft says now. */
  readonly save: (draft: Pick<SettingsDraft, 'settings' | 'taxMoves'>) => Promise<boolean>;
  readonly testPage: () => Promise<void>;
  readonly exportFile: () => Promise<void>;
  readonly check: () => Promise<void>;
  /** Tells the person what a piece of work says or why it was refused. */
  readonly telling: (work: () => Promise<string | null>) => Promise<void>;
  readonly verify: VerifyResult | null;
  readonly isVerifying: boolean;
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

/** What the settings can do; each says how it went. */
export function useSettingsActs(): SettingsActs {
  const { client, sender, reloadSettings } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [message, setMessage] = useState<SettingsMessage | null>(null);
  const [verify, setVerify] = useState<VerifyResult | null>(null);
  const [isVerifying, setVerifying] = useState(false);
  const telling = async (work: () => Promise<string | null>): Promise<void> => {
    try {
      const text = await work();
      setMessage(text === null ? null : { tone: 'ok', text });
    } catch (error) {
      setMessage({ tone: 'bad', text: refusalText(bridgeCodeOf(error)) });
    }
  };
  const save: SettingsActs['save'] = async ({ settings, taxMoves }) => {
    const body = taxMoves.length === 0 ? { settings } : { settings, taxMoves: [...taxMoves] };
    const refused = await sender.send('settings.changed', body).then(refusalOfResult, refusalCodeOf);
    if (refused === null) await reloadSettings();
    setMessage(
      refused === null ? { tone: 'ok', text: t('settings.saved') } : { tone: 'bad', text: refusalText(refused) },
    );
    return refused === null;
  };
  const testPage = (): Promise<void> =>
    telling(async () => client.print.testPage().then(() => t('settings.test-sent')));
  const exportFile = (): Promise<void> =>
    telling(async () => ((await window.kaunter.saveFile(await exportCatalog(client))) ? t('settings.exported') : null));
  const check = (): Promise<void> =>
    telling(async () => {
      setVerifying(true);
      setVerify(await client.store.verify().finally(() => setVerifying(false)));
      return null;
    });
  return {
    message,
    clearMessage: () => setMessage(null),
    save,
    testPage,
    exportFile,
    check,
    telling,
    verify,
    isVerifying,
  };
}
