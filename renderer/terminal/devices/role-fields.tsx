import type { ReactElement } from 'react';
import { drawerLeftOpenMs } from '../../../domain/device/device-binding.ts';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { useText } from '../../kit/text.tsx';
import { type BindForm, proofOfText, usualMarks } from './bind-form.ts';

export interface RoleFieldsProps {
  readonly form: BindForm;
  readonly change: (part: Partial<BindForm>) => void;
}

const prefixes = ['none', 'stx'] as const;
const suffixes = ['cr', 'lf', 'crlf', 'etx', 'tab', 'none'] as const;
const leftOpenSeconds = [10, 30, 60, 120, 300, 600] as const;

/** How a scanner on a serial line frames its codes, and whether the till may tell it how. */
function ScannerFields({ form, change }: RoleFieldsProps): ReactElement {
  const t = useText();
  const marks = form.marks ?? usualMarks;
  return (
    <>
      <Choice
        label={t('device.scan-prefix')}
        value={marks.prefix}
        options={prefixes.map((value) => ({ value, label: t(`device.scan-mark.${value}`) }))}
        onChange={(value) => change({ marks: { ...marks, prefix: prefixes.find((each) => each === value) ?? 'none' } })}
        testId="bind-prefix"
      />
      <Choice
        label={t('device.scan-suffix')}
        value={marks.suffix}
        options={suffixes.map((value) => ({ value, label: t(`device.scan-mark.${value}`) }))}
        onChange={(value) => change({ marks: { ...marks, suffix: suffixes.find((each) => each === value) ?? 'cr' } })}
        testId="bind-suffix"
      />
    </>
  );
}

/** Over USB as HID: may the till switch the scanner from keyboard to point of sale mode? */
function ModeField({ form, change }: RoleFieldsProps): ReactElement {
  const t = useText();
  const marks = form.marks ?? usualMarks;
  return (
    <Segments
      label={t('device.scan-mode')}
      value={marks.switchMode ? 'yes' : 'no'}
      options={[
        { value: 'yes', label: t('device.scan-mode-yes') },
        { value: 'no', label: t('device.scan-mode-no') },
      ]}
      onChange={(value) => change({ marks: { ...marks, switchMode: value === 'yes' } })}
      testId="bind-mode"
    />
  );
}

/** After how long an open drawer is told of. */
function LeftOpenField({ form, change }: RoleFieldsProps): ReactElement {
  const t = useText();
  const now = Math.round((form.leftOpenMs ?? drawerLeftOpenMs) / 1000);
  const seconds = [...new Set([...leftOpenSeconds, now])].sort((one, other) => one - other);
  return (
    <Choice
      label={t('device.left-open')}
      value={String(now)}
      options={seconds.map((each) => ({ value: String(each), label: t('device.left-open-s', { count: each }) }))}
      onChange={(value) => change({ leftOpenMs: Number(value) * 1000 })}
      testId="bind-left-open"
    />
  );
}

/** The proof a scale for trade asks of the till (WG6); it comes from the maker. */
function ProofField({ form, change }: RoleFieldsProps): ReactElement {
  const t = useText();
  const text = form.proof ?? '';
  const isWrong = text.trim() !== '' && proofOfText(text) === null;
  return (
    <Field
      label={t('device.proof')}
      help={t(isWrong ? 'device.proof-wrong' : 'device.proof-help')}
      value={text}
      onChange={(proof) => change({ proof })}
      testId="bind-proof"
    />
  );
}

/** What only devices of one role have to be told. */
export function RoleFields(props: RoleFieldsProps): ReactElement | null {
  const { role, profile } = props.form;
  if (role === 'cash-drawer') return <LeftOpenField {...props} />;
  if (role === 'scale') return profile === 'dialog06' ? <ProofField {...props} /> : null;
  if (role !== 'scanner') return null;
  return profile === 'hid-pos' ? <ModeField {...props} /> : <ScannerFields {...props} />;
}

/** May the form be saved? A proof nobody can read would be no proof. */
export function isFormFit({ name, proof = '' }: BindForm): boolean {
  return name.trim() !== '' && (proof.trim() === '' || proofOfText(proof) !== null);
}
