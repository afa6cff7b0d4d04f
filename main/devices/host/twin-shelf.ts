import type { TwinAct } from '../../../contracts/device-ask.ts';
import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import type { Clock } from '../clock.ts';
import type { DeviceChannel, HidChannel } from '../device-channel.ts';
import { MemoryChannel } from '../virtual/memory-channel.ts';
import { PortChannel } from '../virtual/port-channel.ts';
import { ScalePan } from '../virtual/scale-pan.ts';
import { VirtualDisplay } from '../virtual/virtual-display.ts';
import { VirtualDrawer } from '../virtual/virtual-drawer.ts';
import { VirtualHidPort } from '../virtual/virtual-hid-port.ts';
import { VirtualPort } from '../virtual/virtual-port.ts';
import { VirtualPrinter } from '../virtual/virtual-printer.ts';
import { VirtualScale8217 } from '../virtual/virtual-scale-8217.ts';
import { VirtualScaleDialog06 } from '../virtual/virtual-scale-dialog06.ts';
import { VirtualScaleNci } from '../virtual/virtual-scale-nci.ts';
import { textSymbol, VirtualHidScanner, VirtualSerialScanner } from '../virtual/virtual-scanner.ts';

/** A virtual device of this counter and the hand that moves it. */
export interface Twin {
  /** A fresh channel of bytes; throws for one that speaks in reports. */
  channel(): DeviceChannel;
  reports(): HidChannel;
  /** Does it; false when such a device has nothing of the kind. */
  act(act: TwinAct): boolean;
  readonly printer: VirtualPrinter | null;
}

/** Milliseconds a byte takes on a line that is set to slow. */
const slowByteMs = 50;
/** Speed of a printer that is set to slow, in dots of paper a second: a receipt takes some seconds. */
const slowDotsPerSecond = 400;
/** Milliseconds between two words of a printer that is set to chatty. */
const chattyMs = 20;
/** Noise of a line that is set to garbage. */
const noise = new Uint8Array([0x00, 0xff, 0x07, 0x9d, 0x3f, 0x0d]);

/** The virtual devices of the counter, by binding name; they stay when a binding changes, as real ones would. */
export class TwinShelf {
  readonly #clock: Clock;
  readonly #twins = new Map<string, Twin>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of(binding: DeviceBinding): Twin {
    const key = `${binding.role === 'spare-printer' ? 'receipt-printer' : binding.role} ${binding.name} ${isPrinter(binding) ? '' : binding.profile}`;
    const known = this.#twins.get(key);
    if (known !== undefined) return known;
    const twin = twinOf(binding, this.#clock);
    this.#twins.set(key, twin);
    return twin;
  }
}

function isPrinter({ role }: DeviceBinding): boolean {
  return role === 'receipt-printer' || role === 'spare-printer';
}

function twinOf({ role, profile }: DeviceBinding, clock: Clock): Twin {
  switch (role) {
    case 'receipt-printer':
    case 'spare-printer':
      return printerTwin(new VirtualPrinter(), clock);
    case 'scanner':
      return profile === 'hid-pos' ? hidScannerTwin() : serialScannerTwin(clock);
    case 'scale':
      return scaleTwin(profile, clock);
    case 'line-display':
      return portTwin(new VirtualPort(new VirtualDisplay(profile === 'cd5220' ? 'cd5220' : 'epson-display'), clock));
    case 'cash-drawer':
      return drawerTwin(clock);
  }
}

function printerTwin(printer: VirtualPrinter, clock: Clock): Twin {
  const setManner = mannersOf(printer, clock);
  return {
    printer,
    channel: () => new MemoryChannel(printer),
    reports: noReports,
    act: (act) => {
      switch (act.kind) {
        case 'plug':
          if (act.isPlugged) printer.revive();
          else printer.die();
          return true;
        case 'die':
          dieAfter(printer, act.afterBytes);
          return true;
        case 'paper':
          printer.setPaper(act.paper);
          printer.setCover(act.cover);
          return true;
        case 'roll':
          printer.leavePaper(act.leftDots);
          return true;
        case 'trouble':
          printer.setTrouble(act.trouble);
          return true;
        case 'line':
          return setManner(act.fault);
        case 'drawer':
          if (act.act === 'push') printer.closeDrawer();
          else printer.openDrawer();
          return true;
        default:
          return false;
      }
    },
  };
}

type LineFault = Extract<TwinAct, { readonly kind: 'line' }>['fault'];

/** Slow, talkative, mute, or as it should be; false for what printers do not do. */
function mannersOf(printer: VirtualPrinter, clock: Clock): (fault: LineFault) => boolean {
  let hush: () => void = () => undefined;
  const chat = (): void => {
    printer.chat();
    hush = clock.after(chattyMs, chat);
  };
  return (fault) => {
    if (fault === 'garbage') return false;
    hush();
    const speed = fault === 'slow' ? { clock, dotsPerSecond: slowDotsPerSecond } : null;
    printer.behave({ speed, answersStatus: fault !== 'silent' });
    if (fault === 'chatty') chat();
    return true;
  };
}

/** Dies once it has taken so many more bytes. */
function dieAfter(printer: VirtualPrinter, bytes: number): void {
  if (bytes === 0) printer.die();
  else printer.dieAfter(bytes);
}

function hidScannerTwin(): Twin {
  const scanner = new VirtualHidScanner();
  const port = new VirtualHidPort(scanner);
  return {
    printer: null,
    channel: () => {
      throw new Error('a HID scanner speaks in reports');
    },
    reports: () => port.channel(),
    act: (act) => {
      if (act.kind === 'scan') scanner.scan(textSymbol(act.aimId, act.text));
      else if (act.kind === 'plug' && act.isPlugged) port.plug();
      else if (act.kind === 'plug') port.unplug();
      else return false;
      return true;
    },
  };
}

function serialScannerTwin(clock: Clock): Twin {
  const scanner = new VirtualSerialScanner();
  return portTwin(new VirtualPort(scanner, clock), (act) => {
    if (act.kind !== 'scan') return false;
    scanner.scan(textSymbol(act.aimId, act.text));
    return true;
  });
}

function scaleTwin(profile: string, clock: Clock): Twin {
  const pan = new ScalePan();
  const device =
    profile === 'nci'
      ? new VirtualScaleNci(pan)
      : profile === 'dialog06'
        ? new VirtualScaleDialog06(pan)
        : new VirtualScale8217(pan);
  return portTwin(new VirtualPort(device, clock), (act) => {
    if (act.kind !== 'load') return false;
    pan.put(act.grams);
    pan.sway(act.isMoving);
    return true;
  });
}

function drawerTwin(clock: Clock): Twin {
  const drawer = new VirtualDrawer();
  return portTwin(new VirtualPort(drawer, clock), (act) => {
    if (act.kind !== 'drawer') return false;
    if (act.act === 'push') drawer.push();
    else drawer.openByKey();
    return true;
  });
}

function portTwin(port: VirtualPort, more: (act: TwinAct) => boolean = () => false): Twin {
  return {
    printer: null,
    channel: () => new PortChannel(port),
    reports: noReports,
    act: (act) => {
      if (act.kind === 'plug' && act.isPlugged) port.plug();
      else if (act.kind === 'plug') port.unplug();
      else if (act.kind === 'line') return setLine(port, act.fault);
      else return more(act);
      return true;
    },
  };
}

/** False for what only printers do. */
function setLine(port: VirtualPort, fault: LineFault): boolean {
  if (fault === 'chatty') return false;
  if (fault === 'slow') port.setFault({ kind: 'slow', byteMs: slowByteMs });
  else if (fault === 'garbage') port.setFault({ kind: 'garbage', noise });
  else port.setFault({ kind: fault });
  return true;
}

function noReports(): never {
  throw new Error('this twin speaks in bytes');
}
