import type { PrinterChannel } from './printer-channel.ts';

/** The bytes to one device of any class: what a printer is spoken to over serves a scale, a display and a scanner too. */
export type DeviceChannel = PrinterChannel;

/**
 * Reports to and from one HID device; `native/` fits it. The first byte of every report is its id, as hidapi gives and
 * takes them.
 */
export interface HidChannel {
  /** What a person would call it, e.g. `hid 0c2e:0b61`. */
  readonly name: string;
  open(): Promise<void>;
  /** Input reports; the answer stops listening. */
  onReport(listener: (report: Uint8Array) => void): () => void;
  sendFeatureReport(report: Uint8Array): Promise<void>;
  /** Called once when the device is gone, with the error unless it was closed in order. */
  onClose(listener: (error: Error | null) => void): () => void;
  close(): Promise<void>;
}

/** A byte channel whose every piece is one report, as `native/hid.ts` gives it. */
export interface ReportTransport extends Pick<DeviceChannel, 'name' | 'open' | 'onData' | 'onClose' | 'close'> {
  sendFeature(report: Uint8Array): Promise<void>;
}

/** The same as reports. */
export function hidChannelOf(transport: ReportTransport): HidChannel {
  return {
    name: transport.name,
    open: () => transport.open(),
    onReport: (listener) => transport.onData(listener),
    sendFeatureReport: (report) => transport.sendFeature(report),
    onClose: (listener) => transport.onClose(listener),
    close: () => transport.close(),
  };
}

/** How a serial line is set, as makers write it: `9600 7E1`. `native/serial.ts` takes it as it is. */
export interface SerialLine {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}
