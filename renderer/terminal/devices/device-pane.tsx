import { FileText, Monitor, Pencil, Scale as ScaleIcon, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { DeviceTrace, DrawerLearning, HealthReport, TwinAct, WeighAnswer } from '../../../contracts/device-ask.ts';
import type { BoundDevice, TillScan } from '../../../contracts/device-told.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { type Translate, useText } from '../../kit/text.tsx';
import { PaperPicture, type ShownPaper } from '../print/paper-picture.tsx';
import { When } from '../store/when.tsx';
import { RoleIcon } from './device-list.tsx';
import { modelText, placeText } from './device-place.ts';
import { deviceWord } from './device-word.ts';
import { HealthCard } from './health-card.tsx';
import { LearnCard } from './learn-card.tsx';
import { TraceCard } from './trace-card.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { ScanNote, WeighNote } from './try-notes.tsx';
import { TwinCard } from './twin-card.tsx';

/** What is known of one device, and what can be done with it. */
export interface DevicePaneProps {
  readonly device: BoundDevice;
  readonly canEdit: boolean;
  /** Development and training: plugs of devices on the screen can be pulled. */
  readonly isBench: boolean;
  readonly message: { readonly tone: 'ok' | 'bad' | 'info'; readonly text: string } | null;
  readonly health: HealthReport | null;
  readonly isChecking: boolean;
  readonly trace: DeviceTrace | null;
  /** A receipt as this printer would print it. */
  readonly paper: ShownPaper;
  readonly learning: DrawerLearning | null;
  readonly weighing: WeighAnswer | null;
  readonly lastScan: TillScan | null;
  readonly onTest: () => void;
  readonly onZero: () => void;
  readonly onHealth: () => void;
  readonly onTrace: () => void;
  readonly onCopyTrace: (text: string) => void;
  readonly onLearn: (step: 'begin' | 'done') => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onAct: (act: TwinAct) => void;
}

const testIcons = { printer: FileText, scale: ScaleIcon, display: Monitor } as const;

/** The one thing that shows whether a device works. Drawers are opened by the till, scanners just scan. */
function TestButton({ device, onTest }: DevicePaneProps): ReactElement | null {
  const t = useText();
  const { role } = device.binding;
  if (role === 'cash-drawer' || role === 'scanner') return null;
  const kind = role === 'scale' ? 'scale' : role === 'line-display' ? 'display' : 'printer';
  const Icon = testIcons[kind];
  return (
    <Button tone="primary" hint="T" icon={<Icon size={18} aria-hidden="true" />} onPress={onTest} testId="device-test">
      {t(`device.test.${kind}`)}
    </Button>
  );
}

function Head(props: DevicePaneProps): ReactElement {
  const t = useText();
  const { binding } = props.device;
  return (
    <header className="flex flex-wrap items-center gap-3">
      <RoleIcon role={binding.role} size={28} />
      <div className="min-w-56 flex-1">
        <h2 className="truncate text-xl font-semibold">{t(`device.role.${binding.role}`)}</h2>
        <p className="break-words text-[13px] text-soft">
          {binding.name} · {placeText(t, binding.address)} · {profileText(t, props.device)}
        </p>
      </div>
      <TestButton {...props} />
      {props.canEdit ? (
        <>
          <Button icon={<Pencil size={18} aria-hidden="true" />} onPress={props.onEdit} testId="device-edit">
            {t('device.edit')}
          </Button>
          <Button
            tone="bad"
            icon={<Trash2 size={18} aria-hidden="true" />}
            onPress={props.onRemove}
            testId="device-remove"
          >
            {t('device.remove')}
          </Button>
        </>
      ) : null}
    </header>
  );
}

function profileText(t: Translate, { binding }: BoundDevice): string {
  const isPrinter = binding.role === 'receipt-printer' || binding.role === 'spare-printer';
  if (isPrinter) return modelText(t, { name: binding.profile, title: binding.profile, columns: null });
  return t(`device.protocol.${binding.profile}`);
}

function Since({ at }: { readonly at: number }): ReactElement {
  const t = useText();
  return (
    <span className="self-center whitespace-nowrap text-[13px]">
      {t('device.since')} <When at={at} style="time" />
    </span>
  );
}

function StateNotes({ device, message }: DevicePaneProps): ReactElement {
  const t = useText();
  const { told } = device;
  const word = deviceWord(t, device);
  return (
    <>
      <Banner
        tone={word.tone}
        title={word.text}
        text={told?.printer != null && !told.printer.confirms ? t('device.confirms-not') : ''}
        action={told === null ? undefined : <Since at={told.status.since} />}
        testId="device-state"
      />
      {told?.trouble == null ? null : <TroubleNote trouble={told.trouble} />}
      {told?.printer?.profileRefusal == null ? null : (
        <Banner
          tone="bad"
          title={t(`device.profile-refusal.${told.printer.profileRefusal}`)}
          testId="profile-refusal"
        />
      )}
      {message === null ? null : <Banner tone={message.tone} title={message.text} testId="device-message" />}
    </>
  );
}

/** What this printer makes of the test page: the picture is read back from the very bytes it gets. */
function Preview({ device, paper }: DevicePaneProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('device.preview')}>
      <p className="mb-4 text-[15px] text-soft">{t('device.preview-text')}</p>
      <div className="flex max-h-[28rem] flex-col">
        <PaperPicture paper={paper} title={device.binding.name} />
      </div>
    </Card>
  );
}

/** One device: how it is, why, and everything that proves it. */
export function DevicePane(props: DevicePaneProps): ReactElement {
  const { device, isBench } = props;
  const { role, address } = device.binding;
  const isPrinter = role === 'receipt-printer' || role === 'spare-printer';
  const isKnown = device.binding.role === 'cash-drawer' && device.binding.settings.openLevel !== null;
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 overflow-auto pe-1" data-testid="device-pane">
      <Head {...props} />
      <StateNotes {...props} />
      {role === 'scale' ? <WeighNote answer={props.weighing} onZero={props.onZero} /> : null}
      {role === 'scanner' ? <ScanNote scan={props.lastScan} /> : null}
      {role === 'cash-drawer' ? <LearnCard learning={props.learning} isKnown={isKnown} onStep={props.onLearn} /> : null}
      {role === 'cash-drawer' && address.kind === 'printer' ? null : (
        <div className={isPrinter ? 'grid grid-cols-2 items-start gap-4' : 'flex flex-col gap-4'}>
          {isPrinter ? <Preview {...props} /> : null}
          <HealthCard health={props.health} isChecking={props.isChecking} onCheck={props.onHealth} />
        </div>
      )}
      {isBench && (address.kind === 'virtual' || address.kind === 'printer') ? (
        <TwinCard device={device} onAct={props.onAct} />
      ) : null}
      <TraceCard trace={props.trace} onLoad={props.onTrace} onCopy={props.onCopyTrace} />
    </div>
  );
}
