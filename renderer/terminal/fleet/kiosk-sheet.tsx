import { type ReactElement, useState } from 'react';
import { Segments } from '../../kit/choice.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { type KioskPlatform, kioskPlatforms } from './kiosk-platforms.ts';

/** Where the long guide lies, beside the program's documents. */
const guideFile = 'docs/kiosk.md';

function Steps({ title, steps }: { readonly title: string; readonly steps: string }): ReactElement {
  return (
    <section>
      <h3 className="mb-2 text-base font-semibold">{title}</h3>
      <ol className="m-0 flex list-decimal flex-col gap-1.5 ps-5 text-[15px]">
        {steps.split('\n').map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}

/** How a handheld is made to do nothing but sell: by hand on one device, and with device management on many. */
export function KioskSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const t = useText();
  const [platform, setPlatform] = useState<KioskPlatform>('ios');
  return (
    <Sheet title={t('kiosk.title')} closeLabel={t('close')} onClose={onClose} size="large">
      <div className="flex flex-col gap-5" data-testid="kiosk">
        <p className="text-[15px] text-soft">{t('kiosk.text')}</p>
        <Segments
          label={t('kiosk.platform')}
          hideLabel
          value={platform}
          onChange={(value) => setPlatform(value === 'android' ? 'android' : 'ios')}
          options={kioskPlatforms.map((each) => ({ value: each, label: t(`kiosk.${each}`) }))}
          testId="kiosk-platform"
        />
        <Steps title={t('kiosk.by-hand')} steps={t(`kiosk.${platform}-steps`)} />
        <Steps title={t('kiosk.managed')} steps={t(`kiosk.${platform}-managed`)} />
        <p className="text-[13px] text-soft">{t('kiosk.more', { file: guideFile })}</p>
      </div>
    </Sheet>
  );
}
