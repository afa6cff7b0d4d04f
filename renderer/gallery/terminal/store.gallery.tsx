import type { ReactElement } from 'react';
import { faultCatalog } from '../../../domain/fault-catalog.ts';
import { countryPresets } from '../../../domain/store/country-presets.ts';
import { useText } from '../../kit/text.tsx';
import { HubAwayView } from '../../terminal/app/hub-away-view.tsx';
import { type FirstRunForm, FirstRunView, type FirstRunViewProps } from '../../terminal/store/first-run-view.tsx';
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
        />
      )}
    </Held>
  );
}

const filled = { ownerName: 'Maya Siregar', pin: '284913', pinAgain: '284913', shop: 'cafe' };

const firstRun: Specimen = {
  id: 'first-run',
  states: {
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
