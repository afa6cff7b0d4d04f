import type { ReactElement } from 'react';
import type { BackupEntry, RestoreFacts } from '../../../contracts/backup.ts';
import { backupPlanDefault } from '../../../domain/backup/backup-plan.ts';
import { useText } from '../../kit/text.tsx';
import type { BackupFacts } from '../../terminal/settings/backup-tab.tsx';
import { GoBackSheet } from '../../terminal/settings/go-back-sheet.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';
import { settingsState } from './settings.gallery.tsx';

const hourMs = 3_600_000;
const lost = [
  { series: 'A1', from: 1_204, to: 1_253 },
  { series: 'B1', from: 7, to: 7 },
];

function entryOf(no: number): BackupEntry {
  const takenAt = galleryNow - no * 4 * hourMs;
  const rest = { gen: 1, logNo: 900 - no, bytes: 331_000_000, verifiedAt: takenAt + 40_000, problem: null };
  return { backupId: `b${no}`, fileName: `kaunter-7f3a-${no}.kbackup`, takenAt, ...rest };
}

/** A store that began again from a backup four hours old. */
function restoredBackup(knownUntil: number | null): BackupFacts {
  const entries = [0, 1, 2].map(entryOf);
  return {
    now: galleryNow,
    entries,
    state: {
      plan: { ...backupPlanDefault, folder: '/media/backup/kaunter' },
      passphraseSetAt: galleryNow,
      running: null,
      lastTryAt: galleryNow,
      fault: null,
      lastGood: entries[0] ?? null,
      nextAt: galleryNow + 4 * hourMs,
      restored: {
        ...{ backupId: 'b9', takenAt: galleryNow - 8 * hourMs, restoredAt: galleryNow - 4 * hourMs, gen: 1 },
        ...{ knownUntil, lost: knownUntil === null ? [] : lost },
      },
    },
  };
}

function Tab({ shop, facts }: { readonly shop: GalleryShop; readonly facts: BackupFacts }): ReactElement {
  const settings = { ...shop.settings, backup: facts.state.plan };
  return settingsState({ ...shop, settings }, { tab: 'backup', change: { backup: facts } });
}

const found: RestoreFacts = {
  ...{ backupId: 'b2', fileName: 'kaunter-7f3a-2.kbackup', storeName: 'Café Lindenhof', gen: 1, ops: 184_211 },
  ...{ takenAt: galleryNow - 8 * hourMs, warnings: ['older-than-kept'], lost, knownUntil: galleryNow },
};

interface GoingProps {
  readonly shop: GalleryShop;
  readonly isFound?: boolean;
  readonly isBusy?: boolean;
  readonly problem?: string;
}

function Going({ shop, isFound = false, isBusy = false, problem }: GoingProps): ReactElement {
  const t = useText();
  return (
    <>
      <Tab shop={shop} facts={restoredBackup(galleryNow)} />
      <GoBackSheet
        entry={entryOf(2)}
        found={isFound ? found : null}
        problem={problem === undefined ? null : t(problem)}
        isBusy={isBusy}
        onLook={nowhere}
        onGoBack={nowhere}
        onClose={nowhere}
      />
    </>
  );
}

const restored: Specimen = {
  id: 'restored',
  states: {
    lost: (shop) => <Tab shop={shop} facts={restoredBackup(galleryNow - 4 * hourMs)} />,
    unknown: (shop) => <Tab shop={shop} facts={restoredBackup(null)} />,
  },
};

const goBack: Specimen = {
  id: 'go-back',
  states: {
    passphrase: (shop) => <Going shop={shop} />,
    wrong: (shop) => <Going shop={shop} problem="refusal.backup-passphrase-wrong" />,
    found: (shop) => <Going shop={shop} isFound />,
    busy: (shop) => <Going shop={shop} isFound isBusy />,
  },
};

/** A store that was restored, and the way back to one of its backups. */
export const specimens: readonly Specimen[] = [restored, goBack];
