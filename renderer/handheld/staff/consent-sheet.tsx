import { Fingerprint } from 'lucide-react';
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
  /** Of those, whose finger or face this phone knows. */
  readonly withPasskey: readonly StaffId[];
  /** Consent is checked by the hub: without it nobody can give any. */
  readonly isOffline: boolean;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onConsent: (approverId: StaffId, pin: string) => void;
  readonly onPasskey: (approverId: StaffId) => void;
  readonly onClose: () => void;
}

/** Those this phone knows by finger or face come first: nobody has to type a PIN in front of others. */
function inOrder(approvers: readonly StaffMember[], withPasskey: readonly StaffId[]): readonly StaffMember[] {
  const hasKey = ({ staffId }: StaffMember): boolean => withPasskey.includes(staffId);
  return [...approvers.filter(hasKey), ...approvers.filter((each) => !hasKey(each))];
}

/** A second person consents, by finger or face at this phone, or with their own PIN. */
export function ConsentSheet(props: ConsentSheetProps): ReactElement {
  const t = useText();
  const approvers = inOrder(props.approvers, props.withPasskey);
  const [chosen, setApprover] = useState<StaffId | null>(null);
  const approver = chosen ?? approvers[0]?.staffId ?? null;
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
            {approver !== null && props.withPasskey.includes(approver) ? (
              <>
                <Button
                  tone="primary"
                  size="giant"
                  wide
                  isDisabled={props.isBusy}
                  icon={<Fingerprint size={22} aria-hidden="true" />}
                  onPress={() => props.onPasskey(approver)}
                  testId="consent-passkey"
                >
                  {t('consent.passkey')}
                </Button>
                <p className="text-center text-[15px] text-soft">{t('consent.or-pin')}</p>
              </>
            ) : null}
            <PinEntry pin={pin} label={t('consent.pin')} onPin={setPin} onEnter={consent} />
          </>
        )}
      </div>
    </BottomSheet>
  );
}
