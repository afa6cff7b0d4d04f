import type { ReactElement } from 'react';
import type { RestoreFacts } from '../../../contracts/backup.ts';
import { faultCatalog } from '../../../domain/fault-catalog.ts';
import { countryPresets } from '../../../domain/store/country-presets.ts';
import { useText } from '../../kit/text.tsx';
import { HubAwayView } from '../../terminal/app/hub-away-view.tsx';
import { type FirstRunForm, FirstRunView, type FirstRunViewProps } from '../../terminal/store/first-run-view.tsx';
import { RestoreSheet } from '../../terminal/store/restore-sheet.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

interface StartingProps {
  readonly shop: GalleryShop;
  readonly form?: Partial<FirstRunForm>;
  readonly errors?: FirstRunViewProps['errors'];
  readonly problem?: string;
  readonly isBusy?: boolean;
}

function Starting({ shop, form, errors = {}, problem, isBusy = false }: StartingProps): ReactElement {
  const t = useText();
  const start: FirstRunForm = {
    language: shop.language,
    storeName: '',
    country: shop.settings.country,
    taxRounding: 'per_line',
    ownerName: '',
    pin: '',
    pinAgain: '',
    shop: '',
    ...form,
  };
  return (
    <Held start={start}>
      {(held, hold) => (
        <FirstRunView
          form={held}
          countries={countryPresets.map(({ country, currency }) => ({
            country,
            currency,
            name: t(`country.${country}`),
          }))}
          shops={[
            { id: 'cafe', name: 'Café Lindenhof', items: 48 },
            { id: 'boutique', name: 'Butik Melati', items: 52 },
          ]}
          errors={errors}
          problem={problem === undefined ? null : t(problem)}
          isBusy={isBusy}
          onChange={hold}
          onStart={nowhere}
          onRestore={nowhere}
        />
      )}
    </Held>
  );
}

const filled = { ownerName: 'Maya Siregar', pin: '284913', pinAgain: '284913', shop: 'cafe' };

const found: RestoreFacts = {
  backupId: 'b1',
  fileName: 'kaunter-7f3a.kbackup',
  storeName: 'Café Lindenhof',
  takenAt: galleryNow,
  gen: 0,
  ops: 184_211,
  warnings: ['newer-there'],
  lost: [{ series: 'A1', from: 1204, to: 1253 }],
  knownUntil: galleryNow,
};

interface RestoringProps extends Pick<StartingProps, 'shop' | 'problem'> {
  readonly found: RestoreFacts | null;
  readonly isDone?: boolean;
}

function Restoring({ shop, found: held, problem, isDone = false }: RestoringProps): ReactElement {
  const t = useText();
  const why = problem === undefined ? null : t(problem);
  return (
    <>
      <Starting shop={shop} />
      <RestoreSheet
        found={held}
        problem={why}
        isDone={isDone}
        isBusy={isDone}
        onChoose={async () => null}
        onLook={nowhere}
        onRestore={nowhere}
        onClose={nowhere}
      />
    </>
  );
}

const firstRun: Specimen = {
  id: 'first-run',
  states: {
    restore: (shop) => <Restoring shop={shop} found={null} />,
    'restore-found': (shop) => <Restoring shop={shop} found={found} />,
    'restore-done': (shop) => <Restoring shop={shop} found={found} isDone />,
    'restore-wrong': (shop) => <Restoring shop={shop} found={null} problem="refusal.backup-passphrase-wrong" />,
    empty: (shop) => <Starting shop={shop} />,
    filled: (shop) => <Starting shop={shop} form={{ ...filled, storeName: shop.settings.storeName }} />,
    wrong: (shop) => (
      <Starting
        shop={shop}
        form={{ ...filled, pin: '123456' }}
        errors={{
          storeName: 'first-run.error.empty',
          pin: 'refusal.pin-a-run',
          pinAgain: 'first-run.error.pins-differ',
        }}
      />
    ),
    refused: (shop) => (
      <Starting shop={shop} form={{ ...filled, storeName: shop.settings.storeName }} problem="refusal.disk-full" />
    ),
    busy: (shop) => <Starting shop={shop} form={{ ...filled, storeName: shop.settings.storeName }} isBusy />,
  },
};

const fault: Specimen = {
  id: 'fault',
  states: Object.fromEntries(
    ['hub-away', 'given-up', 'other', ...Object.keys(faultCatalog)].map((code) => [
      code,
      () => <HubAwayView code={code} onRetry={code === 'hub-away' ? undefined : nowhere} />,
    ]),
  ),
};

export const specimens: readonly Specimen[] = [firstRun, fault];
