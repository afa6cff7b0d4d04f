import { ArchiveRestore, FolderOpen, KeyRound, ShieldCheck } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { BackupEntry, BackupState } from '../../../contracts/backup.ts';
import { type BackupPlan, backupPlanDefault, backupStaleDays } from '../../../domain/backup/backup-plan.ts';
import { Button } from '../../kit/button.tsx';
import { Check, Choice } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Card } from '../../kit/panel.tsx';
import { Banner, Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { LostNumbers } from '../store/lost-numbers.tsx';
import { When } from '../store/when.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

/** What the hub says of its backups; `entries` null: the folder cannot be read now. `now` is UTC epoch ms. */
export interface BackupFacts {
  readonly state: BackupState;
  readonly entries: readonly BackupEntry[] | null;
  readonly now: number;
}
export type BackupWish =
  | { readonly kind: 'run' }
  | { readonly kind: 'verify'; readonly backupId: string }
  | { readonly kind: 'go-back'; readonly entry: BackupEntry }
  | { readonly kind: 'folder' }
  | { readonly kind: 'passphrase' };

const dayMs = 86_400_000;
const listedMax = 30;
const everyHours = [0, 1, 2, 4, 8, 12, 24] as const;
const kept = [5, 14, 30] as const;

/** The one sentence that matters: is the shop safe if this machine is gone tomorrow? */
function Standing({ state, now }: BackupFacts): ReactElement {
  const t = useText();
  const { plan, passphraseSetAt, fault, lastGood, running } = state;
  if (running !== null) return <Banner tone="info" title={t(`backup.running-${running}`)} testId="backup-standing" />;
  if (fault !== null) {
    const action = t(`fault.${fault}.action`);
    return <Banner tone="bad" title={t(`fault.${fault}.text`)} text={action} testId="backup-standing" />;
  }
  if (plan.folder === '' || passphraseSetAt === null)
    return <Banner tone="warn" title={t('backup.none-yet')} text={t('backup.two-things')} testId="backup-standing" />;
  if (lastGood === null) return <Banner tone="warn" title={t('backup.none-yet')} testId="backup-standing" />;
  const days = Math.floor((now - lastGood.takenAt) / dayMs);
  if (days >= backupStaleDays)
    return <Banner tone="warn" title={t('backup.stale', { count: days })} testId="backup-standing" />;
  return <Banner tone="ok" title={t('backup.safe')} text={t('backup.safe-text')} testId="backup-standing" />;
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="flex justify-between gap-6 border-b border-line py-2 last:border-0">
      <dt className="text-soft">{label}</dt>
      <dd className="money m-0 min-w-0 truncate">{children}</dd>
    </div>
  );
}

function LastOnes({ state }: BackupFacts): ReactElement {
  const t = useText();
  const { lastGood, nextAt } = state;
  return (
    <dl className="m-0 mt-4 text-[15px]">
      <Fact label={t('backup.last')}>{lastGood === null ? '–' : <When at={lastGood.takenAt} />}</Fact>
      <Fact label={t('backup.checked')}>{lastGood?.verifiedAt == null ? '–' : <When at={lastGood.verifiedAt} />}</Fact>
      <Fact label={t('backup.next')}>{nextAt === null ? '–' : <When at={nextAt} />}</Fact>
    </dl>
  );
}

/** That this store once began again from a backup, and what that backup did not hold. */
function Restored({ state }: BackupFacts): ReactElement | null {
  const t = useText();
  const { restored } = state;
  if (restored === null) return null;
  const hasLost = restored.lost.length > 0 || restored.knownUntil === null;
  return (
    <Card title={t('backup.restored')}>
      <dl className="m-0 mb-4 text-[15px]">
        <Fact label={t('backup.restored-at')}>
          <When at={restored.restoredAt} />
        </Fact>
        <Fact label={t('backup.restored-from')}>
          <When at={restored.takenAt} />
        </Fact>
      </dl>
      <LostNumbers {...restored} />
      {hasLost ? <p className="mt-3 text-[15px] text-soft">{t('backup.lost-step')}</p> : null}
    </Card>
  );
}

function Plan({ draft, onDraft, onBackup, canEdit }: SettingsViewProps): ReactElement {
  const t = useText();
  const plan = draft.backup ?? backupPlanDefault;
  const change = (part: Partial<BackupPlan>): void => onDraft({ ...draft, backup: { ...plan, ...part } });
  return (
    <Card title={t('backup.plan')}>
      <div className="grid grid-cols-2 items-start gap-4">
        <div className="col-span-2 flex items-start gap-3">
          <Field
            label={t('backup.folder')}
            help={t('backup.folder-help')}
            value={plan.folder}
            onChange={(folder) => change({ folder: folder.trim() })}
            isDisabled={!canEdit}
            testId="backup-folder"
          />
          <span className="mt-6.5 shrink-0">
            <Button
              icon={<FolderOpen size={18} aria-hidden="true" />}
              isDisabled={!canEdit}
              onPress={() => onBackup({ kind: 'folder' })}
              testId="choose-backup-folder"
            >
              {t('backup.choose-folder')}
            </Button>
          </span>
        </div>
        <Choice
          label={t('backup.every')}
          value={String(plan.everyHours)}
          onChange={(value) => change({ everyHours: Number(value) })}
          options={everyHours.map((hours) => ({ value: String(hours), label: t('backup.hours', { count: hours }) }))}
        />
        <Choice
          label={t('backup.keep')}
          value={String(plan.keepDaily)}
          onChange={(value) => change({ keepDaily: Number(value) })}
          options={kept.map((days) => ({ value: String(days), label: t('backup.days', { count: days }) }))}
        />
        <div className="col-span-2">
          <Check isOn={plan.atClose} onChange={(atClose) => change({ atClose })} isDisabled={!canEdit}>
            {t('backup.at-close')}
          </Check>
        </div>
      </div>
    </Card>
  );
}

interface ListedProps extends Pick<SettingsViewProps, 'onBackup' | 'canEdit'> {
  readonly entry: BackupEntry;
}

function Listed({ entry, onBackup, canEdit }: ListedProps): ReactElement {
  const t = useText();
  const { backupId, takenAt, bytes, verifiedAt, problem } = entry;
  const state = problem !== null ? 'bad' : verifiedAt === null ? 'idle' : 'ok';
  return (
    <li className="flex items-center gap-4 border-b border-line py-2 last:border-0">
      <span className="money min-w-0 flex-1 truncate text-[15px]">
        <When at={takenAt} />
      </span>
      <span className="money text-soft">{t('settings.megabytes', { count: Math.round(bytes / 104_857.6) / 10 })}</span>
      <Chip tone={state}>{t(`backup.entry-${state}`)}</Chip>
      <Button tone="quiet" onPress={() => onBackup({ kind: 'verify', backupId })} testId={`verify-${backupId}`}>
        {t('backup.verify')}
      </Button>
      {canEdit && problem === null ? (
        <Button onPress={() => onBackup({ kind: 'go-back', entry })} testId={`go-back-${backupId}`}>
          {t('backup.go-back')}
        </Button>
      ) : null}
    </li>
  );
}

/** Where backups go, how the last one went, and what a new machine would need. */
export function BackupTab(props: SettingsViewProps): ReactElement {
  const t = useText();
  const { backup, onBackup, canEdit } = props;
  const entries = backup?.entries ?? [];
  const hasPassphrase = backup?.state.passphraseSetAt != null;
  return (
    <>
      <Card title={t('backup.title')}>
        {backup === null ? null : <Standing {...backup} />}
        {backup === null ? null : <LastOnes {...backup} />}
        <div className="mt-5 flex flex-wrap gap-3">
          <Button
            tone="primary"
            icon={<ShieldCheck size={18} aria-hidden="true" />}
            isDisabled={backup === null || backup.state.running !== null}
            onPress={() => onBackup({ kind: 'run' })}
            testId="backup-run"
          >
            {t('backup.run')}
          </Button>
          <Button
            icon={<KeyRound size={18} aria-hidden="true" />}
            isDisabled={!canEdit}
            onPress={() => onBackup({ kind: 'passphrase' })}
            testId="backup-passphrase"
          >
            {t(hasPassphrase ? 'backup.change-passphrase' : 'backup.set-passphrase')}
          </Button>
        </div>
      </Card>
      {backup === null ? null : <Restored {...backup} />}
      <Plan {...props} />
      <Card title={t('backup.list')}>
        {backup !== null && backup.entries === null ? <p className="text-soft">{t('backup.list-away')}</p> : null}
        {backup?.entries?.length === 0 ? <p className="text-soft">{t('backup.list-empty')}</p> : null}
        <ul className="m-0 list-none p-0">
          {entries.slice(0, listedMax).map((entry) => (
            <Listed key={entry.backupId} {...{ entry, onBackup, canEdit }} />
          ))}
        </ul>
        <p className="mt-4 flex items-center gap-2 text-[13px] text-soft">
          <ArchiveRestore size={18} aria-hidden="true" />
          {t('backup.how-to-restore')}
        </p>
      </Card>
    </>
  );
}
