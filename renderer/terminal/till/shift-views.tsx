import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Card, Page } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { CashCount, type CashCountProps, valueOfPieces } from './cash-count.tsx';

export interface ShiftOpenViewProps extends CashCountProps {
  readonly problem: string | null;
  readonly onOpen: () => void;
  readonly onBack: () => void;
}

function CountedTotal({
  label,
  minor,
  testId,
}: {
  readonly label: string;
  readonly minor: number;
  readonly testId: string;
}): ReactElement {
  return (
    <p className="me-auto flex h-14 items-center gap-5">
      <span className="text-lg font-semibold">{label}</span>
      <MoneyText minor={minor} scale="display" testId={testId} />
    </p>
  );
}

/** Before the first sale: what lies in the till is counted. */
export function ShiftOpenView(props: ShiftOpenViewProps): ReactElement {
  const t = useText();
  return (
    <Page
      title={t('shift.open-title')}
      backLabel={t('back')}
      onBack={props.onBack}
      footer={
        <>
          <CountedTotal label={t('shift.float')} minor={valueOfPieces(props.pieces)} testId="float" />
          <Button tone="primary" size="giant" hint="F12" onPress={props.onOpen} testId="shift-open-confirm">
            {t('shift.open-action')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4" data-testid="shift-open">
        <p className="text-[15px] text-soft">{t('shift.open-text')}</p>
        <Card>
          <CashCount {...props} />
        </Card>
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} />}
      </div>
    </Page>
  );
}

export interface BlindCountViewProps extends CashCountProps {
  /** Other tenders and what the person declares of each, as typed. */
  readonly declared: readonly { readonly kind: string; readonly text: string; readonly error: string | undefined }[];
  readonly onDeclared: (kind: string, text: string) => void;
  readonly problem: string | null;
  readonly onCommit: () => void;
  readonly onBack: () => void;
}

/** The count is blind: what is expected is shown only after it is committed. */
export function BlindCountView(props: BlindCountViewProps): ReactElement {
  const t = useText();
  return (
    <Page
      title={t('count.title')}
      backLabel={t('back')}
      onBack={props.onBack}
      footer={
        <>
          <CountedTotal label={t('count.cash')} minor={valueOfPieces(props.pieces)} testId="counted" />
          <Button tone="primary" size="giant" hint="F12" onPress={props.onCommit} testId="count-commit">
            {t('count.commit')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4" data-testid="blind-count">
        <Banner tone="info" title={t('count.blind-title')} text={t('count.blind-text')} />
        <Card>
          <CashCount {...props} />
        </Card>
        {props.declared.length === 0 ? null : (
          <Card title={t('count.other')}>
            <div className="grid grid-cols-2 gap-4">
              {props.declared.map(({ kind, text, error }) => (
                <Field
                  key={kind}
                  label={t(`tender.kind.${kind}`)}
                  value={text}
                  error={error}
                  money
                  inputMode="decimal"
                  onChange={(value) => props.onDeclared(kind, value)}
                  testId={`declared-${kind}`}
                />
              ))}
            </div>
          </Card>
        )}
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="count-problem" />}
      </div>
    </Page>
  );
}
