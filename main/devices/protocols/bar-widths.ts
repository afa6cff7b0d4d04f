import type { Barcode } from './barcode.ts';

/** Widths of CODE128 characters 0 … 105, six digits each, bars and spaces in turn (ISO/IEC 15417, table 1). */
const code128Widths =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221' +
  '223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321' +
  '112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131' +
  '311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114' +
  '122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141' +
  '214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232';

/** Left-hand odd digits of EAN and UPC as widths (ISO/IEC 15420, table 1). */
const eanOdd = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'] as const;
/** Which of the six left digits of EAN-13 are even, by the first digit. */
const eanParity = ['000000', '001011', '001101', '001110', '010011', '011001', '011100', '010101', '010110', '011010'];

/** CODE39 characters as nine elements, 1 wide (ISO/IEC 16388, table 1); the last one is start and stop. */
const code39Letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*';
const code39Elements = [
  ...['000110100', '100100001', '001100001', '101100000', '000110001', '100110000', '001110000', '000100101'],
  ...['100100100', '001100100', '100001001', '001001001', '101001000', '000011001', '100011000', '001011000'],
  ...['000001101', '100001100', '001001100', '000011100', '100000011', '001000011', '101000010', '000010011'],
  ...['100010010', '001010010', '000000111', '100000110', '001000110', '000010110', '110000001', '011000001'],
  ...['111000000', '010010001', '110010000', '011010000', '010000101', '110000100', '011000100', '010101000'],
  ...['010100010', '010001010', '000101010', '010010100'],
];

/** ITF digits as five elements, 1 wide (ISO/IEC 16390, table 1). */
const itfElements = ['00110', '10001', '01001', '11000', '00101', '10100', '01100', '00011', '10010', '01010'] as const;

const digitsOf = (widths: string): number[] => [...widths].map(Number);
const reversed = (widths: string): string => [...widths].reverse().join('');

function eanDigits(digits: string, parity: string): string {
  return [...digits]
    .map((digit, at) => {
      const widths = eanOdd[Number(digit)] ?? '';
      return parity[at] === '1' ? reversed(widths) : widths;
    })
    .join('');
}

/** The right half has the widths of the odd digits, with bars and spaces swapped by where they stand. */
function eanBars(left: string, right: string, parity: string): number[] {
  return digitsOf(`111${eanDigits(left, parity)}11111${eanDigits(right, '')}111`);
}

function ean13Bars(data: string): number[] {
  return eanBars(data.slice(1, 7), data.slice(7), eanParity[Number(data[0])] ?? '');
}

function code39Bars(data: string): number[] {
  const character = (letter: string): number[] =>
    digitsOf(code39Elements[code39Letters.indexOf(letter)] ?? '').map((wide) => (wide === 1 ? 3 : 1));
  return [...`*${data}*`].flatMap((letter, at) => (at === 0 ? character(letter) : [1, ...character(letter)]));
}

function itfBars(data: string): number[] {
  const width = (wide: string | undefined): number => (wide === '1' ? 3 : 1);
  const pair = (at: number): number[] => {
    const bars = itfElements[Number(data[at])] ?? '';
    const spaces = itfElements[Number(data[at + 1])] ?? '';
    return [0, 1, 2, 3, 4].flatMap((element) => [width(bars[element]), width(spaces[element])]);
  };
  const pairs = Array.from({ length: data.length / 2 }, (_, at) => pair(at * 2));
  return [1, 1, 1, 1, ...pairs.flat(), 3, 1, 1];
}

/** Code set B throughout, start B, check character, stop. */
function code128Bars(data: string): number[] {
  const values = [104, ...[...data].map((character) => character.charCodeAt(0) - 32)];
  const check = values.reduce((sum, value, at) => sum + value * Math.max(1, at), 0) % 103;
  const widths = [...values, check].map((value) => code128Widths.slice(value * 6, value * 6 + 6)).join('');
  return digitsOf(`${widths}2331112`);
}

/** Widths of bars and spaces in turn, beginning and ending with a bar, in narrowest bars, without quiet zones. */
export function barWidths({ symbology, data }: Barcode): number[] {
  switch (symbology) {
    case 'ean13':
      return ean13Bars(data);
    case 'upca':
      return ean13Bars(`0${data}`);
    case 'ean8':
      return eanBars(data.slice(0, 4), data.slice(4), '');
    case 'code39':
      return code39Bars(data);
    case 'itf':
      return itfBars(data);
    case 'code128':
      return code128Bars(data);
  }
}
