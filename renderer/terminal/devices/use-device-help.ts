import { useState } from 'react';
import type { DeviceTrace, DrawerLearning, HealthReport, TwinAct, WeighAnswer } from '../../../contracts/device-ask.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import type { JobId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';

export interface DeviceMessage {
  readonly tone: 'ok' | 'bad' | 'info';
  readonly text: string;
}

/** What was asked of one device, and what came of it. */
export interface DeviceHelp {
  readonly message: DeviceMessage | null;
  readonly tell: (message: DeviceMessage | null) => void;
  readonly health: HealthReport | null;
  readonly isChecking: boolean;
  readonly trace: DeviceTrace | null;
  readonly learning: DrawerLearning | null;
  readonly weighing: WeighAnswer | null;
  /** The test page that was sent from here. */
  readonly testJob: JobId | null;
  readonly check: () => Promise<void>;
  readonly loadTrace: () => Promise<void>;
  readonly learn: (step: 'begin' | 'done') => Promise<void>;
  readonly test: () => Promise<void>;
  readonly zero: () => Promise<void>;
  readonly act: (act: TwinAct) => Promise<void>;
}

interface Answers {
  readonly message: DeviceMessage | null;
  readonly health: HealthReport | null;
  readonly isChecking: boolean;
  readonly trace: DeviceTrace | null;
  readonly learning: DrawerLearning | null;
  readonly weighing: WeighAnswer | null;
  readonly testJob: JobId | null;
}
const nothingAsked: Answers = {
  message: null,
  health: null,
  isChecking: false,
  trace: null,
  learning: null,
  weighing: null,
  testJob: null,
};

/** Asks the device with this name; the screen gives each device a fresh one by its key. */
export function useDeviceHelp({ binding }: BoundDevice): DeviceHelp {
  const { client } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [answers, setAnswers] = useState(nothingAsked);
  const { name, role } = binding;
  const set = (part: Partial<Answers>): void => setAnswers((now) => ({ ...now, ...part }));
  const tell = (message: DeviceMessage | null): void => set({ message });
  // Whatever is refused is said in words; nothing on the screen is lost by it.
  const asking = async (work: () => Promise<Partial<Answers>>): Promise<void> => {
    try {
      set({ message: null, ...(await work()) });
    } catch (error) {
      set({ isChecking: false, message: { tone: 'bad', text: refusalText(refusalCodeOf(error)) } });
    }
  };
  const weigh = async (): Promise<Partial<Answers>> => ({ weighing: await client.devices.weigh({ tareMilli: 0 }) });
  const testPage = async (): Promise<Partial<Answers>> => {
    const { jobId } = await client.devices.testPage({ name });
    return {
      testJob: jobId,
      message: { tone: 'info', text: t(jobId === null ? 'device.test-shown' : 'device.test-sent') },
    };
  };
  return {
    ...answers,
    tell,
    check: () => {
      set({ isChecking: true });
      return asking(async () => ({ health: await client.devices.healthCheck({ name }), isChecking: false }));
    },
    loadTrace: () => asking(async () => ({ trace: await client.devices.trace({ name }) })),
    learn: (step) => asking(async () => ({ learning: await client.devices.learnDrawer({ name, step }) })),
    test: () => asking(role === 'scale' ? weigh : testPage),
    zero: () =>
      asking(async () => {
        const { refusal } = await client.devices.zeroScale();
        if (refusal === null) return { weighing: null, message: { tone: 'ok', text: t('device.zeroed') } };
        return { message: { tone: 'bad', text: t(`weigh.${refusal}`) } };
      }),
    act: (act) =>
      asking(async () => {
        await client.devices.pull({ name, act });
        return {};
      }),
  };
}
