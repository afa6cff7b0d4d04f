import { Cable, Printer, Smartphone } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Segments } from '../../kit/choice.tsx';
import { Disabled } from '../../kit/disabled.tsx';
import { Field } from '../../kit/field.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { CustomerDisplayCard } from './customer-display-card.tsx';
import { ScaleLabels } from './scale-labels.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

/** Characters a scanner is told to send before and after a code. */
const scannerMarkMax = 4;

/** Which device is what is decided on a screen of its own; here is the way there and when receipts are printed. */
function DevicesCard({ draft, onDraft, onDevices, onTestPage, canEdit }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('settings.devices')}>
      <p className="mb-4 max-w-2xl text-[15px] text-soft">{t('settings.devices-text')}</p>
      <div className="mb-5 flex flex-wrap gap-3">
        <Button tone="primary" icon={<Cable size={18} aria-hidden="true" />} onPress={onDevices} testId="open-devices">
          {t('settings.devices-open')}
        </Button>
        <Button icon={<Printer size={18} aria-hidden="true" />} onPress={onTestPage} testId="test-page">
          {t('settings.test-page')}
        </Button>
      </div>
      <Disabled isDisabled={!canEdit}>
        <Segments
          label={t('settings.receipts')}
          value={draft.receiptPrinting}
          onChange={(value) => onDraft({ ...draft, receiptPrinting: value === 'ask' ? 'ask' : 'always' })}
          options={[
            { value: 'always', label: t('settings.receipts-always') },
            { value: 'ask', label: t('settings.receipts-ask') },
          ]}
        />
      </Disabled>
    </Card>
  );
}

function ScannerFields({ draft, onDraft }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('settings.scanner')}>
      <div className="grid grid-cols-2 items-start gap-4">
        <Field
          label={t('settings.scanner-prefix')}
          help={t('settings.scanner-help')}
          maxLength={scannerMarkMax}
          value={draft.scanner.prefix}
          onChange={(prefix) => onDraft({ ...draft, scanner: { ...draft.scanner, prefix } })}
          testId="scanner-prefix"
        />
        <Field
          label={t('settings.scanner-suffix')}
          help={t('settings.scanner-suffix-help')}
          maxLength={scannerMarkMax}
          value={draft.scanner.suffix}
          onChange={(suffix) => onDraft({ ...draft, scanner: { ...draft.scanner, suffix } })}
          testId="scanner-suffix"
        />
      </div>
    </Card>
  );
}

/** Phones and tablets have a screen of their own. */
function FleetCard({ onFleet, canFleet }: SettingsViewProps): ReactElement | null {
  const t = useText();
  if (!canFleet) return null;
  return (
    <Card title={t('settings.fleet')}>
      <p className="mb-4 max-w-2xl text-[15px] text-soft">{t('settings.fleet-text')}</p>
      <Button icon={<Smartphone size={18} aria-hidden="true" />} onPress={onFleet} testId="open-fleet">
        {t('settings.fleet-open')}
      </Button>
    </Card>
  );
}

/** The way to the devices, what the scanner sends, how the scale writes its labels, and what the customer sees. */
export function PrinterTab(props: SettingsViewProps): ReactElement {
  return (
    <>
      <DevicesCard {...props} />
      <FleetCard {...props} />
      <Disabled isDisabled={!props.canEdit}>
        <ScannerFields {...props} />
        <ScaleLabels {...props} />
        <CustomerDisplayCard {...props} />
      </Disabled>
    </>
  );
}
