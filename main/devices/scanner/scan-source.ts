import type { DeviceTrouble, ScanData } from '../../../contracts/device-status.ts';
import type { Clock } from '../clock.ts';
import type { DeviceChannel, HidChannel } from '../device-channel.ts';
import { DeviceLink, type LinkTimes } from '../device-link.ts';
import { hidPosModeReport, type JoinedScan, joinGapMsMax, ReportJoiner } from '../protocols/hid-pos/scan-report.ts';
import {
  type SerialScan,
  SerialScanReader,
  type SerialScanSettings,
  scanIdleMs,
} from '../protocols/serial-scanner/serial-scan.ts';
import { isSenseless, readScan } from './read-scan.ts';

/** A scan, or what came instead of one; `lost` in bytes. */
export type ScanItem =
  | { readonly kind: 'scan'; readonly scan: ScanData }
  | { readonly kind: 'trouble'; readonly trouble: DeviceTrouble; readonly lost: number };

/** What a source tells. */
export interface ScanSourceHooks {
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onItem: (item: ScanItem) => void;
}

/** Where scans come from: a link to one scanner. */
export interface ScanSource {
  start(): void;
  stop(): Promise<void>;
  /** Tries now instead of later. */
  wake(): void;
}

interface SourceParts<Channel> extends ScanSourceHooks {
  readonly connect: () => Channel;
  readonly clock: Clock;
  readonly times: LinkTimes;
}

/** Calls back once nothing has come for a while; `stir` starts the wait again, `stop` ends it. */
function quietTimer(clock: Clock, ms: number, onQuiet: () => void) {
  let takeBack: () => void = () => undefined;
  return {
    stir: (isWaiting: boolean): void => {
      takeBack();
      takeBack = isWaiting ? clock.after(ms, onQuiet) : () => undefined;
    },
    stop: (): void => takeBack(),
  };
}

function itemOf(found: JoinedScan | SerialScan): ScanItem {
  if (found.kind !== 'scan') return { kind: 'trouble', trouble: found.kind, lost: found.bytes };
  return { kind: 'scan', scan: readScan(found.data, 'aimId' in found ? found.aimId : null) };
}

/** A serial line has no frames: what is cut out of noise is no scan. */
function serialItemOf(found: SerialScan): ScanItem {
  if (found.kind === 'scan' && isSenseless(found.data))
    return { kind: 'trouble', trouble: 'garbled', lost: found.data.length };
  return itemOf(found);
}

/** A scanner that speaks HID-POS. With `switchMode` a Honeywell that types is told to change over first. */
export function hidScanSource(parts: SourceParts<HidChannel>, switchMode: boolean): ScanSource {
  const { connect, clock, times, onDown, onItem } = parts;
  const onUp = (channel: HidChannel): (() => void) => {
    const joiner = new ReportJoiner();
    const pass = (joined: JoinedScan | null): void => {
      if (joined !== null) onItem(itemOf(joined));
    };
    const quiet = quietTimer(clock, joinGapMsMax, () => pass(joiner.giveUp()));
    const stopListening = channel.onReport((report) => {
      pass(joiner.feed(report));
      quiet.stir(joiner.isJoining);
    });
    // A scanner that does not know the report goes on as it is.
    if (switchMode) void channel.sendFeatureReport(hidPosModeReport()).catch(() => undefined);
    parts.onUp();
    return () => {
      stopListening();
      quiet.stop();
      pass(joiner.giveUp());
    };
  };
  return new DeviceLink({ connect, clock, times, onUp, onDown });
}

/** A scanner on a serial line, cut by its prefix and suffix. */
export function serialScanSource(parts: SourceParts<DeviceChannel>, settings: SerialScanSettings): ScanSource {
  const { connect, clock, times, onDown, onItem } = parts;
  const onUp = (channel: DeviceChannel): (() => void) => {
    const reader = new SerialScanReader(settings);
    const pass = (found: readonly SerialScan[]): void => {
      for (const each of found) onItem(serialItemOf(each));
    };
    const quiet = quietTimer(clock, scanIdleMs, () => pass(reader.idle()));
    const stopListening = channel.onData((bytes) => {
      pass(reader.feed(bytes));
      quiet.stir(reader.isHolding);
    });
    parts.onUp();
    return () => {
      stopListening();
      quiet.stop();
      pass(reader.idle());
    };
  };
  return new DeviceLink({ connect, clock, times, onUp, onDown });
}
