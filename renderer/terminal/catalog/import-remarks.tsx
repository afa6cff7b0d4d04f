import { Download } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { Chip } from '../../kit/state.tsx';
import { type Translate, useText } from '../../kit/text.tsx';
import type { ImportPreview, TaxClassOption } from './import-view.tsx';

export type ImportRemark = ImportPreview['remarks'][number];
/** Lines a row of the list has room for. */
const remarkLinesShown = 3;
type Problem = Pick<ImportRemark, 'code' | 'instead'>;

/**
 * The sentence of a problem and what was done about it; a code without one is shown as itself, inside a sentence.
 */
export function problemText(t: Translate, { code, instead }: Problem, classes: readonly TaxClassOption[]): string {
  const key = `import.problem.${code}`;
  const found = t(key);
  const text = found === key ? t('import.problem.other', { code }) : found;
  if (instead === undefined) return text;
  const name = classes.find(({ value }) => value === instead)?.label ?? instead;
  return `${text}: ${t('import.instead', { name })}`;
}

function RemarkRow({
  remark,
  classes,
}: {
  readonly remark: ImportRemark;
  readonly classes: readonly TaxClassOption[];
}): ReactElement {
  const t = useText();
  const shown = remark.lines.slice(0, remarkLinesShown);
  const lines = `${shown.join(', ')}${remark.rows > shown.length ? ' …' : ''}`;
  return (
    <li className="flex items-start gap-4 border-b border-line py-2 text-[15px] last:border-0" data-testid="remark">
      <span className="money w-16 shrink-0 text-end font-semibold">{t('import.times', { count: remark.rows })}</span>
      <span className="w-24 shrink-0">
        <Chip tone={remark.severity === 'rejected' ? 'bad' : 'warn'}>{t(`import.severity.${remark.severity}`)}</Chip>
      </span>
      <span className="min-w-0 flex-1">
        {problemText(t, remark, classes)}
        {remark.value === '' ? null : (
          <code className="selectable ms-2 rounded bg-sunken px-1.5 text-[13px] break-all">{remark.value}</code>
        )}
      </span>
      <span className="money w-48 shrink-0 truncate text-end text-[13px] text-soft">
        {remark.rows === 1 ? t('import.line', { line: lines }) : t('import.lines', { lines })}
      </span>
    </li>
  );
}

export interface RemarksProps {
  readonly remarks: readonly ImportRemark[];
  readonly total: number;
  readonly classes: readonly TaxClassOption[];
  readonly onSave: () => void;
}

/** What is odd in the file: equal remarks together, and all of them as a file for whoever mends it. */
export function Remarks({ remarks, total, classes, onSave }: RemarksProps): ReactElement | null {
  const t = useText();
  if (total === 0) return null;
  const told = remarks.reduce((all, { rows }) => all + rows, 0);
  return (
    <Card title={t('import.problems', { count: total })}>
      <ul className="m-0 list-none p-0" data-testid="import-problems">
        {remarks.map((remark) => (
          <RemarkRow key={`${remark.field}-${remark.code}-${remark.value}`} remark={remark} classes={classes} />
        ))}
      </ul>
      {total > told ? (
        <p className="mt-2 text-[13px] text-soft">{t('import.more-problems', { count: total - told })}</p>
      ) : null}
      <div className="mt-4">
        <Button icon={<Download size={18} aria-hidden="true" />} onPress={onSave} testId="save-remarks">
          {t('import.save-remarks')}
        </Button>
      </div>
    </Card>
  );
}
