import { FileSpreadsheet } from 'lucide-react';
import type { ReactElement } from 'react';
import type { z } from 'zod';
import type { importPreview, importResult } from '../../../contracts/catalog.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Card, Page } from '../../kit/panel.tsx';
import { Banner, Chip, EmptyState } from '../../kit/state.tsx';
import { type Translate, useText } from '../../kit/text.tsx';

export type ImportPreview = z.output<typeof importPreview>;
export type ImportResult = z.output<typeof importResult>;
type Problem = ImportPreview['problems'][number];
export interface ImportViewProps {
  readonly preview: ImportPreview | null;
  readonly result: ImportResult | null;
  readonly problem: string | null;
  /** What is being done, in words, while it takes a while. */
  readonly busy: string | null;
  readonly onPick: () => void;
  /** Column −1 takes the field out. */
  readonly onMap: (field: string, column: number) => void;
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

/** The sentence of a problem; a code without one is shown as itself, inside a sentence. */
function problemText(t: Translate, code: string): string {
  const key = `import.problem.${code}`;
  const text = t(key);
  return text === key ? t('import.problem.other', { code }) : text;
}

function Problems({
  problems,
  total,
}: {
  readonly problems: readonly Problem[];
  readonly total: number;
}): ReactElement | null {
  const t = useText();
  if (total === 0) return null;
  return (
    <Card title={t('import.problems', { count: total })}>
      <ul className="m-0 max-h-72 list-none overflow-auto p-0" data-testid="import-problems">
        {problems.map((problem) => (
          <li
            key={`${problem.line}-${problem.field}-${problem.code}`}
            className="flex items-center gap-4 border-b border-line py-1.5 text-[15px] last:border-0"
          >
            <span className="money w-24 shrink-0 text-soft">{t('import.line', { line: problem.line })}</span>
            <Chip tone={problem.severity === 'rejected' ? 'bad' : 'warn'}>
              {t(`import.severity.${problem.severity}`)}
            </Chip>
            <span className="min-w-0 flex-1">{problemText(t, problem.code)}</span>
            <code className="selectable max-w-64 truncate text-[13px] text-soft">{problem.value}</code>
          </li>
        ))}
      </ul>
      {total > problems.length ? (
        <p className="mt-2 text-[13px] text-soft">{t('import.more-problems', { count: total - problems.length })}</p>
      ) : null}
    </Card>
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

/** A file of items: what each column means, what is wrong line by line, then all good rows at once. */
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
        {result === null ? null : (
          <Banner
            tone="ok"
            title={t('import.done', { count: result.counts.create + result.counts.update })}
            text={t('import.done-text')}
            testId="import-done"
          />
        )}
        {preview === null ? (
          <EmptyState
            icon={<FileSpreadsheet size={56} strokeWidth={1.25} aria-hidden="true" />}
            title={t('import.pick-title')}
            text={t('import.pick-text')}
            action={
              <Button
                tone="primary"
                size="giant"
                autoFocus
                isDisabled={props.busy !== null}
                onPress={props.onPick}
                testId="import-pick"
              >
                {t('import.pick')}
              </Button>
            }
          />
        ) : (
          <>
            <Card title={`${preview.fileName} · ${preview.encoding}`}>
              <Counts counts={(result ?? preview).counts} />
            </Card>
            {result === null ? (
              <Card title={t('import.mapping')}>
                <Mapping preview={preview} onMap={props.onMap} />
              </Card>
            ) : null}
            <Problems problems={(result ?? preview).problems} total={(result ?? preview).problemsTotal} />
            {result === null ? <Sample preview={preview} /> : null}
          </>
        )}
      </div>
    </Page>
  );
}
