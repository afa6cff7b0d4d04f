import { Printer } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { CustomerDisplayCard } from './customer-display-card.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

function PrinterCard({ draft, onDraft, profiles, onTestPage }: SettingsViewProps): ReactElement {
  const t = useText();
  const { printer } = draft;
  return (
    <Card title={t('settings.printer')}>
      <div className="grid grid-cols-2 gap-4">
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
          options={profiles.map((profile) => ({ value: profile, label: profile }))}
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
        <Field
          label={t('settings.scanner-suffix')}
          help={t('settings.scanner-help')}
          value={draft.scanner.suffix}
          onChange={(suffix) => onDraft({ ...draft, scanner: { ...draft.scanner, suffix: suffix.slice(0, 4) } })}
        />
      </div>
      <div className="mt-5">
        <Button icon={<Printer size={18} aria-hidden="true" />} onPress={onTestPage} testId="test-page">
          {t('settings.test-page')}
        </Button>
      </div>
    </Card>
  );
}

/** Where receipts are printed, what the scanner sends, and what the customer sees. */
export function PrinterTab(props: SettingsViewProps): ReactElement {
  return (
    <>
      <PrinterCard {...props} />
      <CustomerDisplayCard {...props} />
    </>
  );
}
