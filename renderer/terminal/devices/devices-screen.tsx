import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import type { JobId } from '../../../domain/id.ts';
import { useLanguage, useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useLiveState, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import type { ShownPaper } from '../print/paper-picture.tsx';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { DevicePane } from './device-pane.tsx';
import { DevicesView } from './devices-view.tsx';
import { useBench } from './use-bench.ts';
import { type BindSheets, useBindSheets } from './use-bind-sheets.tsx';
import { useDeviceHelp } from './use-device-help.ts';
import { useDevices } from './use-devices.ts';

/** The test page as this printer prints it; after a test, the very paper that came out of it. */
function usePaper({ binding }: BoundDevice, testJob: JobId | null): ShownPaper {
  const { client, feed } = useTerminal();
  const refusalText = useRefusalText();
  const { jobs } = useLiveState(feed);
  const isPrinter = binding.role === 'receipt-printer' || binding.role === 'spare-printer';
  const { name, profile } = binding;
  const language = useLanguage();
  const changedAt = jobs.find(({ jobId }) => jobId === testJob)?.changedAt ?? 0;
  const preview = useQuery({
    // The page says when it was made, in the shop's language: it is made anew each time somebody looks.
    queryKey: ['devices', 'preview', name, profile, language],
    queryFn: () => client.devices.paperPreview({ name, profile }),
    enabled: isPrinter,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const printed = useQuery({
    queryKey: ['live', 'paper', testJob, changedAt],
    queryFn: () => (testJob === null ? null : client.print.paper({ jobId: testJob })),
    enabled: testJob !== null,
    retry: false,
  });
  if (!isPrinter) return { kind: 'none' };
  const paper = printed.data ?? preview.data;
  if (paper) return { kind: 'paper', pngBase64: paper.pngBase64, text: paper.text };
  return preview.error === null
    ? { kind: 'loading' }
    : { kind: 'gone', text: refusalText(refusalCodeOf(preview.error)) };
}

interface PaneProps {
  readonly device: BoundDevice;
  readonly canEdit: boolean;
  readonly sheets: BindSheets;
}

function Pane({ device, canEdit, sheets }: PaneProps): ReactElement {
  const { feed } = useTerminal();
  const t = useText();
  const { lastScan } = useLiveState(feed);
  const help = useDeviceHelp(device);
  const paper = usePaper(device, help.testJob);
  const isBench = useBench(canEdit);
  const { role, name } = device.binding;
  const canTest = role !== 'cash-drawer' && role !== 'scanner';
  const test = (): void => void (canTest && help.test());
  const check = (): void => void help.check();
  useTillKeys({ t: test, T: test, h: check, H: check }, !sheets.isOpen);
  const copy = async (text: string): Promise<void> => {
    await navigator.clipboard.writeText(text);
    help.tell({ tone: 'ok', text: t('device.trace-copied') });
  };
  return (
    <DevicePane
      {...{ device, canEdit, isBench, paper }}
      message={help.message}
      health={help.health}
      isChecking={help.isChecking}
      trace={help.trace}
      learning={help.learning}
      weighing={help.weighing}
      lastScan={lastScan?.name === name ? lastScan : null}
      onTest={test}
      onZero={() => void help.zero()}
      onHealth={check}
      onTrace={() => void help.loadTrace()}
      onCopyTrace={(text) => void copy(text)}
      onLearn={(step) => void help.learn(step)}
      onEdit={() => sheets.edit(device.binding)}
      onRemove={() => sheets.remove(device.binding)}
      onAct={(act) => void help.act(act)}
    />
  );
}

/** Finds devices, gives them their roles, proves that they work, and says why where they do not. */
export function DevicesScreen({ onBack }: { readonly onBack: () => void }): ReactElement {
  const { feed, session, reloadSettings } = useTerminal();
  const { printer } = useLiveState(feed);
  const { devices: listed, reload } = useDevices();
  const devices = listed ?? [];
  const [chosenName, setChosen] = useState<string | null>(null);
  const chosen = devices.find(({ binding }) => binding.name === chosenName) ?? devices[0] ?? null;
  const canEdit = answerFor(session.permissions, 'settings.edit', 0) === 'allow';
  const sheets = useBindSheets(devices, (name) => {
    setChosen(name);
    reload();
    void reloadSettings();
  });
  const find = (): void => void (canEdit && sheets.find());
  useTillKeys({ Escape: onBack, f: find, F: find }, !sheets.isOpen);
  return (
    <>
      <DevicesView
        devices={devices}
        chosen={chosen?.binding.name ?? null}
        canEdit={canEdit}
        isRunning={printer?.running ?? true}
        onChoose={setChosen}
        onFind={find}
        onDrawer={sheets.addDrawer}
        onBack={onBack}
      >
        {chosen === null ? null : <Pane key={chosen.binding.name} device={chosen} canEdit={canEdit} sheets={sheets} />}
      </DevicesView>
      {sheets.sheet}
    </>
  );
}
