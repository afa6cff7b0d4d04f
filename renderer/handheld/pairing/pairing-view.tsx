import { QrCode, ShieldCheck, Smartphone } from 'lucide-react';
import type { ReactElement } from 'react';
import { typedCodeDigits } from '../../../contracts/pairing.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Banner, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import type { PairingPhase } from '../engine/handheld-state.ts';
import { TrustHelp } from './trust-help.tsx';

export interface PairingViewProps {
  /** Null: nothing is under way, the phone waits for a code. */
  readonly phase: PairingPhase | null;
  /** Code of why the last try failed. */
  readonly problem: string | null;
  /** False: the browser does not trust the counter's certificate, so nothing can be kept here. Null: not known yet. */
  readonly isTrusted: boolean | null;
  readonly now: number;
  /** Acts of before that are sealed on this phone, and go to the counter when it is paired. */
  readonly sealed: number;
  /** Digits typed so far, where there is no camera. */
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly onTyped: () => void;
  readonly onScan: () => void;
  readonly onCancel: () => void;
}

/** Six digits in two groups, as large as the phone allows: they are compared across a counter. */
function Digits({ digits }: { readonly digits: string }): ReactElement {
  return (
    <p
      className="money flex justify-center gap-[0.35em] py-6 text-[min(17vw,6rem)] font-bold leading-none"
      dir="ltr"
      data-testid="pair-digits"
      data-digits={digits}
    >
      <span>{digits.slice(0, 3)}</span>
      <span>{digits.slice(3)}</span>
    </p>
  );
}

function Compare({ phase, now }: { readonly phase: PairingPhase; readonly now: number }): ReactElement {
  const t = useText();
  const left = phase.expiresAt === null ? null : Math.max(0, Math.ceil((phase.expiresAt - now) / 60_000));
  return (
    <div className="flex flex-1 flex-col justify-center gap-4 text-center">
      <p className="text-xl font-semibold">{t('pair.same-digits')}</p>
      <Digits digits={phase.digits ?? ''} />
      <p className="text-lg">{t('pair.approve')}</p>
      {left === null ? null : <p className="text-soft">{t('pair.minutes-left', { count: left })}</p>}
      <p className="text-[15px] text-soft">{t('pair.differs')}</p>
    </div>
  );
}

/** Eight digits instead of a picture: for a phone without a camera, or one that may not be used. */
function TypedCode({ code, isTrusted, onCode, onTyped }: PairingViewProps): ReactElement {
  const t = useText();
  const isReady = code.length === typedCodeDigits && isTrusted !== false;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2 rounded-card border border-line bg-surface p-4">
      <Field
        label={t('pair.code')}
        value={code}
        onChange={onCode}
        onEnter={() => {
          if (isReady) onTyped();
        }}
        inputMode="numeric"
        maxLength={typedCodeDigits + 3}
        testId="pair-code"
      />
      <Button size="touch" isDisabled={!isReady} onPress={onTyped} testId="pair-typed">
        {t('pair.code-use')}
      </Button>
    </div>
  );
}

function Start(props: PairingViewProps): ReactElement {
  const { problem, isTrusted, sealed } = props;
  const t = useText();
  const refusalText = useRefusalText();
  return (
    <>
      {isTrusted === false ? (
        <Banner tone="bad" title={t('pair.untrusted')} text={t('pair.untrusted-text')} testId="pair-untrusted" />
      ) : null}
      {sealed === 0 ? null : (
        <Banner
          tone="info"
          title={t('pair.sealed', { count: sealed })}
          text={t('pair.sealed-text')}
          testId="pair-sealed"
        />
      )}
      {problem === null ? null : (
        <Banner tone="warn" title={refusalText({ code: problem })} text={t('pair.again')} testId="pair-problem" />
      )}
      <ol className="m-0 flex list-none flex-col gap-3 p-0">
        {['pair.step-1', 'pair.step-2', 'pair.step-3'].map((key, index) => (
          <li key={key} className="flex items-start gap-3 rounded-card border border-line bg-surface p-4">
            <span
              aria-hidden="true"
              className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent"
            >
              {index + 1}
            </span>
            <span className="pt-1">{t(key)}</span>
          </li>
        ))}
      </ol>
      <TypedCode {...props} />
      <TrustHelp isOpen={isTrusted === false} />
    </>
  );
}

/** A phone that belongs to no counter yet: how it comes to one, what it says meanwhile. */
export function PairingView(props: PairingViewProps): ReactElement {
  const t = useText();
  const { phase, isTrusted } = props;
  const footer =
    phase === null ? (
      <Button
        tone="primary"
        size="giant"
        wide
        icon={<QrCode size={22} aria-hidden="true" />}
        isDisabled={isTrusted === false}
        onPress={props.onScan}
        testId="pair-scan"
      >
        {t('pair.scan')}
      </Button>
    ) : (
      <Button size="giant" wide onPress={props.onCancel} testId="pair-cancel">
        {t('cancel')}
      </Button>
    );
  return (
    <HandPage title={t('pair.title')} footer={footer} testId="pairing">
      {phase === null ? <Start {...props} /> : null}
      {phase?.step === 'proving' ? (
        <EmptyState
          icon={<Smartphone size={56} strokeWidth={1.25} aria-hidden="true" />}
          title={t('pair.proving')}
          text={t('pair.proving-text')}
        />
      ) : null}
      {phase?.step === 'compare' ? <Compare phase={phase} now={props.now} /> : null}
      {phase === null ? (
        <p className="mt-auto flex items-center gap-2 text-[13px] text-soft">
          <ShieldCheck size={18} aria-hidden="true" className="shrink-0" />
          {t('pair.private')}
        </p>
      ) : null}
    </HandPage>
  );
}
