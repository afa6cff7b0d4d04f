import { useState } from 'react';
import type { FileToSave } from '../../../contracts/bridge.ts';
import type { OpResult } from '../../../contracts/op.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { type Translate, useText } from '../../kit/text.tsx';
import { refusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import type { HubClient } from '../hub/hub-link.ts';
import { bridgeCodeOf, refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { type SettingsDraft, withChangesOf } from './settings-draft.ts';
import type { VerifyResult } from './settings-view.tsx';

export interface SettingsMessage {
  readonly tone: 'ok' | 'bad' | 'info';
  readonly text: string;
}
export interface SettingsActs {
  readonly message: SettingsMessage | null;
  readonly clearMessage: () => void;
  /** Gives whether the store's settings are as the draft says now; `before`: what they were when it was begun. */
  readonly save: (draft: Pick<SettingsDraft, 'settings' | 'taxMoves'>, before: StoreSettings) => Promise<boolean>;
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

/** How something went; worded when it is shown, because saving may change the language. */
interface Said {
  readonly tone: SettingsMessage['tone'];
  readonly words: (t: Translate) => string;
}
const success = (key: string): Said => ({ tone: 'ok', words: (t) => t(key) });
const refusal = (code: string): Said => ({ tone: 'bad', words: (t) => refusalText(t, code) });

/** What the settings can do; each says how it went. */
export function useSettingsActs(): SettingsActs {
  const { client, sender, reloadSettings } = useTerminal();
  const t = useText();
  const [said, say] = useState<Said | null>(null);
  const [verify, setVerify] = useState<VerifyResult | null>(null);
  const [isVerifying, setVerifying] = useState(false);
  const doing = (work: () => Promise<Said | null>): Promise<void> =>
    work().then(say, (error: unknown) => say(refusal(bridgeCodeOf(error))));
  const telling: SettingsActs['telling'] = (work) =>
    doing(async () => {
      const text = await work();
      return text === null ? null : { tone: 'ok', words: () => text };
    });
  const send = async (
    after: Pick<SettingsDraft, 'settings' | 'taxMoves'>,
    before: StoreSettings,
  ): Promise<OpResult> => {
    const settings = withChangesOf({ before, after: after.settings }, await client.settings.get());
    const body = after.taxMoves.length === 0 ? { settings } : { settings, taxMoves: [...after.taxMoves] };
    return await sender.send('settings.changed', body);
  };
  const save: SettingsActs['save'] = async (draft, before) => {
    const refused = await send(draft, before).then(refusalOfResult, refusalCodeOf);
    if (refused === null) await reloadSettings();
    say(refused === null ? success('settings.saved') : refusal(refused));
    return refused === null;
  };
  const testPage = (): Promise<void> => doing(() => client.print.testPage().then(() => success('settings.test-sent')));
  const exportFile = (): Promise<void> =>
    doing(async () =>
      (await window.kaunter.saveFile(await exportCatalog(client))) ? success('settings.exported') : null,
    );
  const check = (): Promise<void> =>
    doing(async () => {
      setVerifying(true);
      setVerify(await client.store.verify().finally(() => setVerifying(false)));
      return null;
    });
  const message = said === null ? null : { tone: said.tone, text: said.words(t) };
  return { message, clearMessage: () => say(null), save, testPage, exportFile, check, telling, verify, isVerifying };
}
