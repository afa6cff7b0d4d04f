import { type ReactElement, useState } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { BesideKeypad } from '../../kit/keypad.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useLanguage, useText } from '../../kit/text.tsx';
import { PinDots, PinKeypad } from './pin-entry.tsx';

/** What consent is asked for: the name of the goods, '' for the whole sale, and how much of it. */
export interface OverrideAbout {
  readonly name: string;
  readonly figure:
    | { readonly kind: 'percent'; readonly ratePpm: number }
    | { readonly kind: 'amount'; readonly amount: number };
}

export interface OverrideSheetProps {
  /** What is asked for, in words. */
  readonly action: string;
  /** Name of who asks. */
  readonly asker: string;
  /** What it is for and how much: goods, and a share in ppm or an amount in minor units. */
  readonly about?: OverrideAbout | undefined;
  readonly approvers: readonly { readonly staffId: StaffId; readonly name: string }[];
  readonly reasons: readonly Reason[];
  readonly problem: string | null;
  readonly onGrant: (grant: { approverId: StaffId; pin: string; reasonCode: string }) => void;
  readonly onClose: () => void;
}

function Asked({ action, asker, about }: Pick<OverrideSheetProps, 'action' | 'asker' | 'about'>): ReactElement {
  const t = useText();
  const share = new Intl.NumberFormat(useLanguage(), { style: 'percent', maximumFractionDigits: 4 });
  return (
    <div data-testid="override-asked">
      <p className="text-lg font-semibold">{action}</p>
      {about === undefined ? null : (
        <p className="text-lg">
          {about.figure.kind === 'percent' ? (
            share.format(about.figure.ratePpm / 1_000_000)
          ) : (
            <MoneyText minor={about.figure.amount} />
          )}
          {` · ${about.name === '' ? t('override.whole-sale') : about.name}`}
        </p>
      )}
      <p className="text-[15px] text-soft">{t('override.asker', { name: asker })}</p>
    </div>
  );
}

/** Another person's consent: who, why, and their PIN. Good for this one act alone. */
export function OverrideSheet(props: OverrideSheetProps): ReactElement {
  const t = useText();
  const [approverId, setApprover] = useState<string>(props.approvers[0]?.staffId ?? '');
  const [reasonCode, setReason] = useState(props.reasons[0]?.code ?? 'other');
  const [pin, setPin] = useState('');
  const approver = props.approvers.find(({ staffId }) => staffId === approverId);
  const grant = (): void => {
    if (approver !== undefined && pin.length >= 4) props.onGrant({ approverId: approver.staffId, pin, reasonCode });
    setPin('');
  };
  const grantButton = (
    <Button tone="primary" size="tall" hint="Enter" isDisabled={pin.length < 4} onPress={grant} testId="override-grant">
      {t('override.grant')}
    </Button>
  );
  return (
    <Sheet
      title={t('override.title')}
      closeLabel={t('close')}
      onClose={props.onClose}
      size={props.approvers.length === 0 ? 'small' : 'keypad'}
      {...(approver === undefined ? {} : { footer: grantButton })}
    >
      {props.approvers.length === 0 ? (
        <div className="flex flex-col gap-4">
          <Asked {...props} />
          <Banner tone="warn" title={t('override.nobody')} />
        </div>
      ) : (
        <BesideKeypad keypad={<PinKeypad pin={pin} onPin={setPin} onEnter={grant} />}>
          <Asked {...props} />
          <Choice
            label={t('override.who')}
            value={approverId}
            onChange={setApprover}
            options={props.approvers.map(({ staffId, name }) => ({ value: staffId, label: name }))}
            testId="override-who"
          />
          {props.reasons.length === 0 ? null : (
            <Choice
              label={t('reason')}
              value={reasonCode}
              onChange={setReason}
              options={props.reasons.map(({ code, label }) => ({ value: code, label }))}
              testId="override-reason"
            />
          )}
          <PinDots pin={pin} label={t('override.pin')} />
          {props.problem === null ? null : <Banner tone="bad" title={props.problem} testId="override-problem" />}
        </BesideKeypad>
      )}
    </Sheet>
  );
}
