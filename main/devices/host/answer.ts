import type { PrintJob } from '../../../contracts/device.ts';
import type { DeviceAnswer, DeviceAsk, ProfileChoice, TwinAct } from '../../../contracts/device-ask.ts';
import type { DeviceSearch, FoundDevice } from '../../../contracts/device-discovery.ts';
import { foundDevicesMax } from '../../../contracts/device-discovery.ts';
import type { LineDrawer } from '../line-drawer.ts';
import { paperOf } from '../paper-shelf.ts';
import { encodeJob } from '../printer/job-bytes.ts';
import { findPrinterProfile, listPrinterProfiles } from '../printer-profiles.ts';
import type { PluggedAddress } from './device-transports.ts';
import { suggestionsFor } from './suggest.ts';
import { type Counter, refusedAnswer, type Unit } from './unit.ts';

/** What questions are answered with. */
export interface AskTools {
  readonly resourcesDir: string;
  readonly drawer: LineDrawer;
  readonly units: ReadonlyMap<string, Unit>;
  readonly counter: Counter;
}

/** The answer to one question of the hub. Never rejects for a device: its trouble is an answer too. */
export async function answerOf(ask: DeviceAsk, tools: AskTools): Promise<DeviceAnswer> {
  switch (ask.ask) {
    case 'find':
      return await find(ask.probe, tools);
    case 'profiles':
      return { ask: 'profiles', profiles: profileChoices(tools.resourcesDir) };
    case 'preview':
      return preview(ask, tools);
    case 'weigh':
      return (await scaleOf(tools)?.answer(ask)) ?? { ask: 'weigh', answer: { ok: false, refusal: 'no-scale' } };
    case 'zero':
      return (await scaleOf(tools)?.answer(ask)) ?? { ask: 'zero', refusal: 'no-scale' };
    default:
      return await answerOfUnit(ask, tools);
  }
}

type NamedAsk = Extract<DeviceAsk, { readonly name: string }>;

async function answerOfUnit(ask: NamedAsk, tools: AskTools): Promise<DeviceAnswer> {
  const { units } = tools;
  const unit = units.get(ask.name);
  if (unit === undefined) return refusedAnswer('device-unknown');
  switch (ask.ask) {
    case 'health':
      return { ask: 'health', health: await unit.health() };
    case 'trace':
      return { ask: 'trace', trace: unit.line.trace.read(ask.name) };
    case 'act':
      return befall(unit, ask.act, tools);
    case 'learn':
    case 'show-test':
      if (unit.told().refusal !== null) return refusedAnswer('claimed-by-another');
      return (await unit.answer(ask)) ?? refusedAnswer('device-unfit');
  }
}

/** Something happens to a twin. A drawer on a virtual printer is opened and shut at the printer it hangs on. */
function befall(unit: Unit, act: TwinAct, { units, counter }: AskTools): DeviceAnswer {
  const { address } = unit.binding;
  const { binding } = (address.kind === 'printer' && act.kind === 'drawer' ? units.get(address.printer) : null) ?? unit;
  if (binding.address.kind !== 'virtual') return refusedAnswer('not-virtual');
  const isDone = counter.twins.of(binding).act(act);
  // What hangs on a real line is found by its watcher; a twin is plugged in here.
  if (act.kind === 'plug') unit.wake();
  return isDone ? { ask: 'act' } : refusedAnswer('device-unfit');
}

function scaleOf({ units }: AskTools): Unit | null {
  return [...units.values()].find(({ binding }) => binding.role === 'scale') ?? null;
}

async function find(
  probe: readonly { readonly host: string; readonly port: number }[],
  tools: AskTools,
): Promise<DeviceAnswer> {
  const { transports } = tools.counter;
  const search = await transports.find();
  const probed = await Promise.all(probe.map((target) => probeOne(target, tools)));
  const devices = [...probed.flatMap(({ device }) => device ?? []), ...search.devices].slice(0, foundDevicesMax);
  const troubles = [...probed.flatMap(({ trouble }) => trouble ?? []), ...search.troubles].slice(0, 20);
  const bindings = [...tools.units.values()].map(({ binding }) => binding);
  const suggestions = suggestionsFor(devices, bindings, profileChoices(tools.resourcesDir));
  return { ask: 'find', found: { search: { at: search.at, devices, troubles }, suggestions } };
}

interface Probed {
  readonly device: FoundDevice | null;
  readonly trouble: DeviceSearch['troubles'][number] | null;
}

async function probeOne(target: { readonly host: string; readonly port: number }, tools: AskTools): Promise<Probed> {
  const { transports } = tools.counter;
  try {
    return { device: await transports.probe(target), trouble: null };
  } catch (error) {
    const address: PluggedAddress = { kind: 'tcp', ...target };
    return { device: null, trouble: await transports.diagnose(address, error) };
  }
}

function profileChoices(resourcesDir: string): ProfileChoice[] {
  return listPrinterProfiles(resourcesDir).profiles.map(({ name, title, columns, dialect }) => ({
    name,
    title,
    columns,
    dialect,
  }));
}

function preview(ask: Extract<DeviceAsk, { readonly ask: 'preview' }>, tools: AskTools): DeviceAnswer {
  const { profile, refusal } = findPrinterProfile(tools.resourcesDir, ask.profile);
  // A damaged file prints as the fallback model, so that is what is shown; the device says what is wrong with the file.
  if (refusal?.code === 'profile-unknown') return refusedAnswer('profile-unknown', refusal.detail);
  const job: Extract<PrintJob, { kind: 'report' }> = {
    kind: 'report',
    jobId: noJob,
    document: ask.document,
    copyMark: null,
    expiresAt: null,
  };
  const encoded = encodeJob(job, profile, (line, model, language) => tools.drawer.draw(line, model, language));
  const at = tools.counter.clock.now();
  const paper = paperOf(job.jobId, { ...encoded, at, profile }, tools.resourcesDir);
  return { ask: 'preview', paper: { text: paper.preview, png: paper.png, bytes: paper.bytes, faults: paper.faults } };
}

/** A preview is nobody's job. */
const noJob = '00000000-0000-7000-8000-000000000000' as PrintJob['jobId'];
