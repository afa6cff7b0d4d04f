import { type ReactElement, useState } from 'react';
import { type Role, roles } from '../../../domain/staff/permission.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface StaffForm {
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  readonly pin: string;
}
export interface StaffSheetProps {
  /** Null adds somebody. */
  readonly member: StaffMember | null;
  readonly problem: string | null;
  readonly onSave: (form: StaffForm) => void;
  readonly onClose: () => void;
}

function SaveButton({
  isDisabled,
  onSave,
}: {
  readonly isDisabled: boolean;
  readonly onSave: () => void;
}): ReactElement {
  const t = useText();
  return (
    <Button tone="primary" size="tall" hint="Enter" isDisabled={isDisabled} onPress={onSave} testId="save-staff">
      {t('settings.save')}
    </Button>
  );
}

/** A person who works here: name, role, a PIN of their own. */
export function StaffSheet({ member, problem, onSave, onClose }: StaffSheetProps): ReactElement {
  const t = useText();
  const [form, setForm] = useState<StaffForm>({
    name: member?.name ?? '',
    role: member?.role ?? 'cashier',
    active: member?.active ?? true,
    pin: '',
  });
  const save = (): void => {
    if (form.name.trim() !== '') onSave(form);
  };
  return (
    <Sheet
      title={member === null ? t('settings.add-staff') : member.name}
      closeLabel={t('close')}
      onClose={onClose}
      size="small"
      footer={<SaveButton isDisabled={form.name.trim() === ''} onSave={save} />}
    >
      <div className="flex flex-col gap-4">
        <Field
          label={t('staff.name')}
          value={form.name}
          onChange={(name) => setForm({ ...form, name })}
          onEnter={save}
          autoFocus
          testId="staff-name"
        />
        <Choice
          label={t('staff.role')}
          value={form.role}
          onChange={(role) => setForm({ ...form, role: roles.find((each) => each === role) ?? 'cashier' })}
          options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          testId="staff-role"
        />
        <Field
          label={t('first-run.pin')}
          help={t(member === null ? 'staff.pin-help' : 'staff.pin-keep')}
          type="password"
          inputMode="numeric"
          value={form.pin}
          onChange={(pin) => setForm({ ...form, pin: pin.replace(/\D/g, '').slice(0, 8) })}
          onEnter={save}
          testId="staff-pin"
        />
        <Segments
          label={t('staff.active')}
          value={form.active ? 'yes' : 'no'}
          onChange={(value) => setForm({ ...form, active: value === 'yes' })}
          options={[
            { value: 'yes', label: t('staff.active-yes') },
            { value: 'no', label: t('staff.active-no') },
          ]}
        />
        {problem === null ? null : <Banner tone="bad" title={problem} testId="sheet-problem" />}
      </div>
    </Sheet>
  );
}
