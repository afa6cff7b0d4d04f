import { Printer } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Disabled } from '../../kit/disabled.tsx';
import { Field } from '../../kit/field.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { CustomerDisplayCard } from './customer-display-card.tsx';
import { ScaleLabels } from './scale-labels.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

/** Characters a scanner is told to send before and after a code. */
const scannerMarkMax = 4;

function PrinterFields({ draft, onDraft, profiles }: SettingsViewProps): ReactElement {
  const t = useText();
  const { printer } = draft;
  return (
    <div className="grid grid-cols-2 items-start gap-4">
      <Segments
        label={t('settings.printer-kind')}
        value={printer.kind}
        testId="printer-kind"
        onChange={(kind) =>
          onDraft({
            ...draft,
            printer: kind === 'tcp' ? { kind: 'tcp', host: '192.168.1.50', port: 9100 } : { kind: 'virtual' },
          })
        }
        options={[
          { value: 'virtual', label: t('settings.printer-virtual') },
          { value: 'tcp', label: t('settings.printer-tcp') },
        ]}
      />
      <Choice
        label={t('settings.profile')}
        value={draft.printerProfile}
        onChange={(printerProfile) => onDraft({ ...draft, printerProfile })}
        options={profiles.map((profile) => ({ value: profile, label: t(`printer.model.${profile}`) }))}
        testId="printer-profile"
      />
      {printer.kind === 'tcp' ? (
        <>
          <Field
            label={t('settings.host')}
            value={printer.host}
            onChange={(host) => onDraft({ ...draft, printer: { ...printer, host } })}
          />
          <Field
            label={t('settings.port')}
            value={String(printer.port)}
            inputMode="numeric"
            onChange={(port) =>
              onDraft({
                ...draft,
                printer: { ...printer, port: Math.min(65_535, Number(port.replace(/\D/g, '')) || 1) },
              })
            }
          />
        </>
      ) : null}
      <Segments
        label={t('settings.receipts')}
        value={draft.receiptPrinting}
        onChange={(value) => onDraft({ ...draft, receiptPrinting: value === 'ask' ? 'ask' : 'always' })}
        options={[
          { value: 'always', label: t('settings.receipts-always') },
          { value: 'ask', label: t('settings.receipts-ask') },
        ]}
      />
    </div>
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

/** Where receipts are printed, what the scanner sends, and how the scale writes its labels, and what the customer sees. */
export function PrinterTab(props: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <>
      <Card title={t('settings.printer')}>
        <Disabled isDisabled={!props.canEdit}>
          <PrinterFields {...props} />
        </Disabled>
        <div className="mt-5">
          <Button icon={<Printer size={18} aria-hidden="true" />} onPress={props.onTestPage} testId="test-page">
            {t('settings.test-page')}
          </Button>
        </div>
      </Card>
      <Disabled isDisabled={!props.canEdit}>
        <ScannerFields {...props} />
        <ScaleLabels {...props} />
        <CustomerDisplayCard {...props} />
      </Disabled>
    </>
  );
}
