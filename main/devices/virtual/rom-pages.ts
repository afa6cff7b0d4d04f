import type { PrinterProfile } from '../../../contracts/device.ts';
import { romLetters } from './rom-letters.ts';

/** The letters in a virtual printer: code page number → the 128 characters of bytes 0x80–0xff. */
export type RomPages = ReadonlyMap<number, string>;

const epsonNumbers: readonly (readonly [number, string])[] = [
  ...([
    [0, 'cp437'],
    [2, 'cp850'],
    [14, 'cp737'],
    [16, 'cp1252'],
    [17, 'cp866'],
    [18, 'cp852'],
    [19, 'cp858'],
  ] as const),
  ...([
    [45, 'cp1250'],
    [46, 'cp1251'],
    [47, 'cp1253'],
    [48, 'cp1254'],
    [51, 'cp1257'],
  ] as const),
];

/** Epson's numbers, for a virtual printer that plays no model. */
export const romPages: RomPages = romOf(epsonNumbers.map(([id, name]) => ({ id, name })));

/** The letters of the model a profile describes. A page this room has no letters for stays away: selecting it is a fault. */
export function romOf(codePages: PrinterProfile['codePages']): RomPages {
  return new Map(
    codePages.flatMap(({ id, name }) => {
      const letters = romLetters.get(name);
      return letters === undefined ? [] : [[id, letters] as const];
    }),
  );
}
