import { Image, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  type CustomerDisplaySettings,
  customerDisplayOf,
  customerDisplayThemes,
  customerDisplayWindows,
} from '../../../domain/customer-display/display-settings.ts';
import { languages } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Card } from '../../kit/panel.tsx';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

/** Value of the list for `null`: the customer reads what the store writes. */
const asStore = 'store';
const ownNames = { en: 'English', id: 'Bahasa Indonesia', de: 'Deutsch' } as const;

/** Where the display is at this moment, in words. */
function StateChip({ customerDisplay }: SettingsViewProps): ReactElement | null {
  const t = useText();
  if (customerDisplay === null) return null;
  const { place, otherScreens } = customerDisplay;
  const isAlone = place === 'none' && otherScreens === 0;
  return (
    <Chip tone={place === 'none' ? 'idle' : 'ok'}>
      {t(isAlone ? 'customer-display.no-screen' : `customer-display.on-${place}`)}
    </Chip>
  );
}

function Picture({ customerDisplay, onIdlePicture }: SettingsViewProps): ReactElement {
  const t = useText();
  const hasPicture = customerDisplay?.hasPicture === true;
  return (
    <div className="mt-5 flex flex-wrap items-center gap-3">
      <Button
        icon={<Image size={18} aria-hidden="true" />}
        onPress={() => onIdlePicture('choose')}
        testId="choose-idle-picture"
      >
        {t(hasPicture ? 'customer-display.change-picture' : 'customer-display.choose-picture')}
      </Button>
      {hasPicture ? (
        <Button
          tone="quiet"
          icon={<Trash2 size={18} aria-hidden="true" />}
          onPress={() => onIdlePicture('remove')}
          testId="remove-idle-picture"
        >
          {t('customer-display.remove-picture')}
        </Button>
      ) : null}
    </div>
  );
}

/** What the customer sees on the second screen, and in which words. */
export function CustomerDisplayCard(props: SettingsViewProps): ReactElement {
  const t = useText();
  const { draft, onDraft } = props;
  const own = customerDisplayOf(draft);
  const change = (to: Partial<CustomerDisplaySettings>): void =>
    onDraft({ ...draft, customerDisplay: { ...own, ...to } });
  return (
    <Card title={t('customer-display.title')}>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-[15px] text-soft">{t('customer-display.text')}</p>
        <StateChip {...props} />
      </div>
      <div className="grid grid-cols-2 gap-4">
        <Segments
          label={t('customer-display.window')}
          value={own.window}
          testId="customer-display"
          onChange={(value) => change({ window: customerDisplayWindows.find((each) => each === value) ?? own.window })}
          options={customerDisplayWindows.map((value) => ({ value, label: t(`customer-display.window-${value}`) }))}
        />
        <Segments
          label={t('customer-display.theme')}
          value={own.theme}
          testId="customer-display-theme"
          onChange={(value) => change({ theme: customerDisplayThemes.find((each) => each === value) ?? own.theme })}
          options={customerDisplayThemes.map((value) => ({ value, label: t(`settings.theme-${value}`) }))}
        />
        <Choice
          label={t('customer-display.language')}
          value={own.language ?? asStore}
          testId="customer-display-language"
          onChange={(value) => change({ language: languages.find((each) => each === value) ?? null })}
          options={[
            { value: asStore, label: t('customer-display.language-store') },
            ...languages.map((value) => ({ value, label: ownNames[value] })),
          ]}
        />
      </div>
      <Picture {...props} />
    </Card>
  );
}
