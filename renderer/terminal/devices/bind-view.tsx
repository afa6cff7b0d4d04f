import { type ReactElement, useState } from 'react';
import type { ProfileChoice } from '../../../contracts/device-ask.ts';
import { type DeviceRole, deviceRoles } from '../../../domain/device/device-binding.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { type BindForm, type BindTarget, firstProfile, profilesOf } from './bind-form.ts';
import { modelText, placeText } from './device-place.ts';
import { isFormFit, RoleFields } from './role-fields.tsx';

/** Longest name of a binding, in characters. */
const nameCharsMax = 32;
const bauds = [2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200] as const;
/** Data bits, parity, stop bits as makers write them. */
const framings = { '8N1': [8, 'none', 1], '7E1': [7, 'even', 1], '7O1': [7, 'odd', 1], '8E1': [8, 'even', 1] } as const;
type Framing = keyof typeof framings;

export interface BindViewProps {
  readonly title: string;
  readonly target: BindTarget;
  readonly start: BindForm;
  /** Printer models; empty while they are being fetched. */
  readonly profiles: readonly ProfileChoice[];
  /** A drawer on a printer stays what it is: only its name is changed here. */
  readonly isNameOnly?: boolean;
  /** Name of the device a new one of that role takes the place of; null: of none. */
  readonly replaced: (role: DeviceRole) => string | null;
  readonly saveText: string;
  readonly nameFor: (role: DeviceRole) => string;
  readonly problem: string | null;
  readonly onSave: (form: BindForm) => void;
  readonly onClose: () => void;
}

interface FieldsProps extends BindViewProps {
  readonly form: BindForm;
  readonly change: (part: Partial<BindForm>) => void;
}

function ProfileField({ form, change, profiles }: FieldsProps): ReactElement {
  const t = useText();
  const [search, setSearch] = useState('');
  const protocols = profilesOf(form.role);
  const words = search.toLowerCase().split(' ');
  const options =
    protocols === null
      ? profiles
          .map(({ name, title, columns }) => ({ value: name, label: modelText(t, { name, title, columns }) }))
          .filter(
            ({ value, label }) => value === form.profile || words.every((each) => label.toLowerCase().includes(each)),
          )
      : protocols.map((name) => ({ value: name, label: t(`device.protocol.${name}`) }));
  return (
    <>
      {protocols === null ? (
        <Field label={t('device.model-search')} value={search} onChange={setSearch} testId="bind-profile-search" />
      ) : null}
      <Choice
        label={t(protocols === null ? 'settings.profile' : 'device.protocol')}
        value={form.profile}
        options={options}
        onChange={(profile) => change({ profile })}
        testId="bind-profile"
      />
    </>
  );
}

/** Speed and framing of a serial line; what the maker says unless somebody says otherwise. */
function SerialFields({ form, change }: FieldsProps): ReactElement {
  const t = useText();
  const { serial } = form;
  const framingNow = (Object.keys(framings) as Framing[]).find((name) => {
    const [dataBits, parity, stopBits] = framings[name];
    return serial?.dataBits === dataBits && serial.parity === parity && serial.stopBits === stopBits;
  });
  const set = (baud: string, framing: Framing): void => {
    const [dataBits, parity, stopBits] = framings[framing];
    change({ serial: baud === 'usual' ? null : { baudRate: Number(baud), dataBits, parity, stopBits } });
  };
  return (
    <>
      <Choice
        label={t('device.speed')}
        value={serial === null ? 'usual' : String(serial.baudRate)}
        options={[
          { value: 'usual', label: t('device.speed-usual') },
          ...bauds.map((baud) => ({ value: String(baud), label: String(baud) })),
        ]}
        onChange={(baud) => set(baud, framingNow ?? '8N1')}
        testId="bind-speed"
      />
      {serial === null ? null : (
        <Choice
          label={t('device.framing')}
          value={framingNow ?? '8N1'}
          options={Object.keys(framings).map((name) => ({ value: name, label: name }))}
          onChange={(name) => set(String(serial.baudRate), name as Framing)}
          testId="bind-framing"
        />
      )}
    </>
  );
}

function BindFields(props: FieldsProps): ReactElement {
  const t = useText();
  const { form, change, target, isNameOnly = false } = props;
  const onRole = (role: DeviceRole): void =>
    change({ role, name: props.nameFor(role), profile: firstProfile(role, target.address.kind, null) });
  return (
    <div className="grid grid-cols-2 items-start gap-4">
      {isNameOnly ? null : (
        <Choice
          label={t('device.use-for')}
          value={form.role}
          options={deviceRoles.map((role) => ({ value: role, label: t(`device.role.${role}`) }))}
          onChange={(role) => onRole(deviceRoles.find((each) => each === role) ?? form.role)}
          testId="bind-role"
        />
      )}
      <Field
        label={t('device.name')}
        help={t('device.name-help')}
        value={form.name}
        maxLength={nameCharsMax}
        onChange={(name) => change({ name: name.toLowerCase().replace(/[^a-z0-9-]+/g, '-') })}
        testId="bind-name"
      />
      {isNameOnly ? null : <ProfileField {...props} />}
      {target.address.kind === 'serial' ? <SerialFields {...props} /> : null}
      <RoleFields form={form} change={change} />
    </div>
  );
}

/** Gives a device its role: what it is for, how it is called, how it is spoken to. */
export function BindView(props: BindViewProps): ReactElement {
  const t = useText();
  const [form, setForm] = useState(props.start);
  const replaced = props.replaced(form.role);
  return (
    <Sheet
      title={props.title}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="large"
      footer={
        <SheetFooter problem={props.problem}>
          <Button
            tone="primary"
            size="tall"
            isDisabled={!isFormFit(form)}
            onPress={() => props.onSave(form)}
            testId="bind-save"
          >
            {props.saveText}
          </Button>
        </SheetFooter>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-[15px] text-soft">{placeText(t, props.target.address)}</p>
        {replaced === null ? null : (
          <Banner tone="info" title={t('device.replaces', { name: replaced })} testId="bind-replaces" />
        )}
        <BindFields {...props} form={form} change={(part) => setForm({ ...form, ...part })} />
      </div>
    </Sheet>
  );
}
