import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Card, Page } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { CashCount, type CashCountProps, piecesDigitsMax, valueOfPieces } from './cash-count.tsx';
import { CountKeypad } from './count-keypad.tsx';

export interface ShiftOpenViewProps extends CashCountProps {
  /** Value of the coin or note whose field is marked. */
  readonly field: number;
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
        <div className="grid grid-cols-[1fr_17rem] items-start gap-4">
          <Card>
            <CashCount {...props} />
          </Card>
          <CountKeypad
            text={props.pieces.get(props.field) ?? ''}
            digitsMax={piecesDigitsMax}
            onText={(text) => props.onPieces(props.field, text)}
          />
        </div>
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} />}
      </div>
    </Page>
  );
}

/** Most characters of a declared sum. */
const declaredCharsMax = 12;

export interface BlindCountViewProps extends CashCountProps {
  /** The marked field: the value of a coin or note, or the kind of another tender. */
  readonly field: number | string;
  readonly onDeclaredField: (kind: string) => void;
  /** Other tenders and what the person declares of each, as typed. */
  readonly declared: readonly { readonly kind: string; readonly text: string; readonly error: string | undefined }[];
  readonly onDeclared: (kind: string, text: string) => void;
  readonly problem: string | null;
  readonly onCommit: () => void;
  readonly onBack: () => void;
}

/** What the slips of another tender come to. */
function DeclaredField({
  kind,
  text,
  error,
  onDeclared,
  onDeclaredField,
}: BlindCountViewProps['declared'][number] & BlindCountViewProps): ReactElement {
  const t = useText();
  return (
    <Field
      label={t('count.declared', { tender: t(`tender.kind.${kind}`) })}
      value={text}
      error={error}
      money
      inputMode="decimal"
      isCounted
      onFocus={() => onDeclaredField(kind)}
      onChange={(value) => onDeclared(kind, value)}
      testId={`declared-${kind}`}
    />
  );
}

function BlindKeypad({ field, pieces, declared, onPieces, onDeclared }: BlindCountViewProps): ReactElement {
  if (typeof field === 'number') {
    const text = pieces.get(field) ?? '';
    return <CountKeypad text={text} digitsMax={piecesDigitsMax} onText={(next) => onPieces(field, next)} />;
  }
  const text = declared.find(({ kind }) => kind === field)?.text ?? '';
  return <CountKeypad text={text} digitsMax={declaredCharsMax} withPoint onText={(next) => onDeclared(field, next)} />;
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
        <div className="grid grid-cols-[1fr_17rem] items-start gap-4">
          <Card>
            <CashCount {...props} />
          </Card>
          <div className="flex flex-col gap-4">
            {props.declared.map((each) => (
              <DeclaredField key={each.kind} {...each} {...props} />
            ))}
            <BlindKeypad {...props} />
          </div>
        </div>
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="count-problem" />}
      </div>
    </Page>
  );
}
