import type { TransportFailure } from './transport.ts';

const failureOfCode: Readonly<Record<string, TransportFailure>> = {
  ENOENT: 'unreachable',
  ENODEV: 'unreachable',
  ENXIO: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  EBUSY: 'busy',
  EACCES: 'denied',
  EPERM: 'denied',
};

/** Linux numbers as `usb` 3 writes them into its messages ("open error: … (errno 13)"). */
const failureOfErrno: Readonly<Record<string, TransportFailure>> = {
  '1': 'denied',
  '2': 'unreachable',
  '13': 'denied',
  '16': 'busy',
  '19': 'unreachable',
};

/** The libraries of serial and HID devices tell causes in words only. The first that fits counts. */
const failureOfWords: readonly (readonly [RegExp, TransportFailure])[] = [
  [/cannot open shared object|error loading|cannot find module|libusb/i, 'unsupported'],
  [/cannot lock port|resource busy|device or resource busy|resource temporarily unavailable/i, 'busy'],
  [/permission denied|operation not permitted|access denied/i, 'denied'],
  [/no such file|no such device|file not found|not found|cannot find the file/i, 'unreachable'],
];

/** The `code` of a system error (`ENOENT`), or an empty text. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** What an error says of itself. node-hid reports an unplugged device with no message at all. */
export function messageOf(error: unknown, otherwise: string): string {
  return error instanceof Error && typeof error.message === 'string' && error.message !== ''
    ? error.message
    : otherwise;
}

/**
 * What a library's or the system's error means for a transport: by code, else by the number in its text, else by its
 * words. `otherwise` when nothing fits.
 */
export function failureOf(error: unknown, otherwise: TransportFailure): TransportFailure {
  const byCode = failureOfCode[codeOf(error)];
  if (byCode !== undefined) return byCode;
  const text = messageOf(error, '');
  const byErrno = failureOfErrno[/\(errno (\d+)\)/.exec(text)?.[1] ?? ''];
  if (byErrno !== undefined) return byErrno;
  return failureOfWords.find(([words]) => words.test(text))?.[1] ?? otherwise;
}
