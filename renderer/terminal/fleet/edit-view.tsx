import { type ReactElement, useState } from 'react';
import type { FleetDevice } from '../../../contracts/fleet.ts';
import type { StaffId } from '../../../domain/id.ts';
import { type Role, roles } from '../../../domain/staff/permission.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';
import type { FleetAct } from './fleet-acts.ts';

/** What can be changed of a handheld. */
export interface FleetEdit {
  readonly name: string;
  readonly ownerId: StaffId | null;
  readonly role: Role;
}

export interface EditViewProps {
  readonly device: FleetDevice;
  readonly staff: readonly { readonly staffId: StaffId; readonly name: string }[];
  readonly problem: string | null;
  readonly onSave: (edit: FleetEdit) => void;
  readonly onClose: () => void;
}

/** A handheld's name, whose it is for the shift, and the most anybody may do with it. */
export function EditView({ device, staff, problem, onSave, onClose }: EditViewProps): ReactElement {
  const t = useText();
  const [edit, setEdit] = useState<FleetEdit>({ name: device.name, ownerId: device.ownerId, role: device.role });
  return (
    <Sheet
      title={device.name}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <SheetFooter problem={problem}>
          <Button
            tone="primary"
            size="tall"
            isDisabled={edit.name.trim() === ''}
            onPress={() => onSave({ ...edit, name: edit.name.trim() })}
            testId="fleet-save"
          >
            {t('settings.save')}
          </Button>
        </SheetFooter>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label={t('pairing.name')}
          value={edit.name}
          maxLength={60}
          onChange={(name) => setEdit({ ...edit, name })}
          testId="fleet-name"
        />
        <Choice
          label={t('fleet.owner')}
          value={edit.ownerId ?? 'anybody'}
          options={[
            { value: 'anybody', label: t('fleet.anybody') },
            ...staff.map(({ staffId, name }) => ({ value: staffId, label: name })),
          ]}
          onChange={(value) =>
            setEdit({ ...edit, ownerId: staff.find(({ staffId }) => staffId === value)?.staffId ?? null })
          }
          testId="fleet-owner"
        />
        <Choice
          label={t('fleet.role')}
          value={edit.role}
          options={roles.map((each) => ({ value: each, label: t(`role.${each}`) }))}
          onChange={(value) => setEdit({ ...edit, role: roles.find((each) => each === value) ?? edit.role })}
          testId="fleet-role"
        />
      </div>
    </Sheet>
  );
}

export interface ConfirmActProps {
  readonly device: FleetDevice;
  readonly act: FleetAct;
  readonly problem: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once before a handheld loses something that a tap cannot give back. */
export function ConfirmAct({ device, act, problem, onConfirm, onClose }: ConfirmActProps): ReactElement {
  const t = useText();
  return (
    <Sheet
      title={`${t(`fleet.act.${act}`)}: ${device.name}`}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <SheetFooter problem={problem}>
          <Button tone="bad" size="tall" onPress={onConfirm} testId="fleet-confirm">
            {t(`fleet.act.${act}`)}
          </Button>
        </SheetFooter>
      }
    >
      <p className="text-[15px]">{t(`fleet.act-text.${act}`)}</p>
    </Sheet>
  );
}
