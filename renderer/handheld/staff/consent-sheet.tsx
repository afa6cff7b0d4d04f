import { type ReactElement, useState } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Banner, Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { PinEntry } from './pin-entry.tsx';

export interface ConsentSheetProps {
  /** What is asked for, in words. */
  readonly what: string;
  readonly approvers: readonly StaffMember[];
  /** Consent is checked by the hub: without it nobody can give any. */
  readonly isOffline: boolean;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onConsent: (approverId: StaffId, pin: string) => void;
  readonly onClose: () => void;
}

/** A second person consents with their own PIN. */
export function ConsentSheet(props: ConsentSheetProps): ReactElement {
  const t = useText();
  const { approvers } = props;
  const [approver, setApprover] = useState<StaffId | null>(approvers[0]?.staffId ?? null);
  const [pin, setPin] = useState('');
  const isReady = approver !== null && pin.length >= 4 && !props.isOffline && !props.isBusy;
  const consent = (): void => {
    if (approver === null || !isReady) return;
    props.onConsent(approver, pin);
    setPin('');
  };
  return (
    <BottomSheet
      title={t('consent.title')}
      closeLabel={t('close')}
      onClose={props.onClose}
      testId="consent-sheet"
      footer={
        <Button tone="primary" size="giant" wide isDisabled={!isReady} onPress={consent} testId="consent">
          {t('consent.grant')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="font-semibold">{props.what}</p>
        {props.isOffline ? (
          <Banner tone="warn" title={t('consent.offline')} text={t('consent.offline-text')} testId="consent-offline" />
        ) : (
          <>
            <Choice
              label={t('consent.who')}
              value={approver ?? ''}
              options={approvers.map(({ staffId, name }) => ({ value: staffId, label: name }))}
              onChange={(value) => setApprover(approvers.find(({ staffId }) => staffId === value)?.staffId ?? null)}
            />
            <Problem text={props.problem} />
            <PinEntry pin={pin} label={t('consent.pin')} onPin={setPin} onEnter={consent} />
          </>
        )}
      </div>
    </BottomSheet>
  );
}
