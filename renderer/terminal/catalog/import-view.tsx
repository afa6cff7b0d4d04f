import { FileSpreadsheet } from 'lucide-react';
import type { ReactElement } from 'react';
import type { z } from 'zod';
import type { importPreview, importResult } from '../../../contracts/catalog.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Card, Page } from '../../kit/panel.tsx';
import { Banner, Chip, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { Remarks } from './import-remarks.tsx';
import { TaxNames } from './import-tax-names.tsx';

export type ImportPreview = z.output<typeof importPreview>;
export type ImportResult = z.output<typeof importResult>;
/** A tax class of the store and how a list calls it. */
export interface TaxClassOption {
  readonly value: string;
  readonly label: string;
}
export interface ImportViewProps {
  readonly preview: ImportPreview | null;
  readonly result: ImportResult | null;
  readonly problem: string | null;
  /** What is being done, in words, while it takes a while. */
  readonly busy: string | null;
  readonly onPick: () => void;
  /** Column −1 takes the field out. */
  readonly onMap: (field: string, column: number) => void;
  readonly taxClasses: readonly TaxClassOption[];
  readonly onTaxName: (text: string, taxCategory: string) => void;
  readonly onSaveRemarks: () => void;
  /** The list of remarks was written to a file. */
  readonly isSaved: boolean;
  readonly onRun: () => void;
  readonly onBack: () => void;
}

function Counts({ counts }: { readonly counts: ImportPreview['counts'] }): ReactElement {
  const t = useText();
  return (
    <div
      className="flex flex-wrap gap-2"
      data-testid="import-counts"
      data-create={counts.create}
      data-rejected={counts.rejected}
      data-unchanged={counts.unchanged}
      data-update={counts.update}
    >
      <Chip tone="idle">{t('import.rows', { count: counts.rows })}</Chip>
      <Chip tone="ok">{t('import.create', { count: counts.create })}</Chip>
      <Chip tone="info">{t('import.update', { count: counts.update })}</Chip>
      <Chip tone="idle">{t('import.unchanged', { count: counts.unchanged })}</Chip>
      {counts.rejected > 0 ? <Chip tone="bad">{t('import.rejected', { count: counts.rejected })}</Chip> : null}
    </div>
  );
}

function Mapping({
  preview,
  onMap,
}: {
  readonly preview: ImportPreview;
  readonly onMap: ImportViewProps['onMap'];
}): ReactElement {
  const t = useText();
  const columns = [
    { value: '-1', label: t('import.no-column') },
    ...preview.columns.map(({ header, samples }, index) => ({
      value: String(index),
      label: samples[0] === undefined ? header : `${header} · ${samples[0]}`,
    })),
  ];
  return (
    <div className="grid grid-cols-2 gap-x-5 gap-y-3 xl:grid-cols-3">
      {preview.fields.map(({ field, required }) => (
        <Choice
          key={field}
          label={`${t(`import.field.${field}`)}${required ? ' *' : ''}`}
          value={String(preview.mapping[field] ?? -1)}
          options={columns}
          onChange={(column) => onMap(field, Number(column))}
          testId={`map-${field}`}
        />
      ))}
    </div>
  );
}

function Sample({ preview }: { readonly preview: ImportPreview }): ReactElement {
  const t = useText();
  return (
    <Card title={t('import.sample')}>
      <table className="w-full border-collapse text-[15px]">
        <tbody>
          {preview.sample.slice(0, 8).map((item) => (
            <tr key={item.itemId} className="border-b border-line last:border-0">
              <td className="max-w-md truncate py-1.5 font-medium">{item.name}</td>
              <td className="text-soft">{item.category}</td>
              <td className="money text-[13px] text-soft">{item.barcodes[0] ?? item.sku}</td>
              <td className="text-end font-semibold">
                <MoneyText minor={item.unitPrice} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function PickFile({ busy, onPick }: ImportViewProps): ReactElement {
  const t = useText();
  return (
    <EmptyState
      icon={<FileSpreadsheet size={56} strokeWidth={1.25} aria-hidden="true" />}
      title={t('import.pick-title')}
      text={t('import.pick-text')}
      action={
        <Button tone="primary" size="giant" autoFocus isDisabled={busy !== null} onPress={onPick} testId="import-pick">
          {t('import.pick')}
        </Button>
      }
    />
  );
}

/** The file as it was understood, before its import and after. */
function Picked(props: ImportViewProps & { readonly preview: ImportPreview }): ReactElement {
  const t = useText();
  const { preview, result, taxClasses } = props;
  const { counts, remarks, problemsTotal } = result ?? preview;
  return (
    <>
      <Card title={`${preview.fileName} · ${preview.encoding}`}>
        <Counts counts={counts} />
      </Card>
      {result === null ? (
        <>
          <Card title={t('import.mapping')}>
            <Mapping preview={preview} onMap={props.onMap} />
          </Card>
          <TaxNames names={preview.taxNames} classes={taxClasses} onTaxName={props.onTaxName} />
        </>
      ) : null}
      <Remarks remarks={remarks} total={problemsTotal} classes={taxClasses} onSave={props.onSaveRemarks} />
      {result === null ? <Sample preview={preview} /> : null}
    </>
  );
}

/** A file of items: what each column means, what its taxes mean, what is wrong, then all good rows at once. */
export function ImportView(props: ImportViewProps): ReactElement {
  const t = useText();
  const { preview, result } = props;
  const run =
    preview === null || result !== null ? null : (
      <Button
        tone="primary"
        hint="F12"
        isDisabled={props.busy !== null || preview.counts.create + preview.counts.update === 0}
        onPress={props.onRun}
        testId="import-run"
      >
        {t('import.run', { count: preview.counts.create + preview.counts.update })}
      </Button>
    );
  return (
    <Page title={t('import.title')} backLabel={t('back')} onBack={props.onBack} actions={run}>
      <div className={`flex flex-col gap-4 ${preview === null ? 'h-full' : ''}`} data-testid="import-view">
        {props.busy === null ? null : <Banner tone="info" title={props.busy} testId="import-busy" />}
        {props.problem === null ? null : <Banner tone="bad" title={props.problem} testId="import-problem" />}
        {props.isSaved ? <Banner tone="ok" title={t('settings.exported')} testId="remarks-saved" /> : null}
        {result === null ? null : (
          <Banner
            tone="ok"
            title={t('import.done', { count: result.counts.create + result.counts.update })}
            text={t('import.done-text')}
            testId="import-done"
          />
        )}
        {preview === null ? <PickFile {...props} /> : <Picked {...props} preview={preview} />}
      </div>
    </Page>
  );
}
