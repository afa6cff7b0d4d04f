import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Reader8217, readStatus8217 } from '../../main/devices/protocols/8217/frames.ts';
import { checksumPair, checksumRest, turnedLeft, turnedRight } from '../../main/devices/protocols/dialog06/checksum.ts';
import { DialogReader, readRecord, weighRecord } from '../../main/devices/protocols/dialog06/records.ts';
import { NciReader, readNciStatus } from '../../main/devices/protocols/nci/frames.ts';
import { milliOfDecimal } from '../../main/devices/scale/weighing.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const oddParity = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte) => ((byte.toString(2).split('1').length - 1) % 2 === 0 ? byte | 0x80 : byte));

describe('decimals of a scale', () => {
  test('WG1 digits are thousandths exactly; anything else is no number', () => {
    expect(milliOfDecimal('01.250')).toBe(1_250);
    expect(milliOfDecimal('0.1')).toBe(100);
    expect(milliOfDecimal('12')).toBe(12_000);
    for (const text of ['', '.', '1.2345', '-1.000', '1,250', '1e3', ' 1', '99999999', '1.2.3', 'NaN']) {
      expect(milliOfDecimal(text)).toBeNull();
    }
  });
  test('WG1 every whole number of grams survives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), (grams) => {
        expect(milliOfDecimal((grams / 1_000).toFixed(3).padStart(6, '0'))).toBe(grams);
      }),
    );
  });
});

describe('8217', () => {
  test('WG2 a weight, a net weight and a status', () => {
    const reader = new Reader8217();
    expect(reader.feed(ascii('\u000201.250\r'))).toEqual([{ kind: 'weight', digits: '01.250', net: false }]);
    expect(reader.feed(ascii('\u000201.250N\r'))).toEqual([{ kind: 'weight', digits: '01.250', net: true }]);
    expect(reader.feed(ascii('\u0002?!\r'))).toEqual([{ kind: 'status', status: readStatus8217(0x21) }]);
  });
  test('WG2 each bit of the status byte has its word', () => {
    const words = ['moving', 'over', 'underZero', 'outsideZero', 'centreOfZero', 'net', 'badCommand'];
    for (const [at, word] of words.entries()) {
      const on = Object.entries(readStatus8217(1 << at)).filter(([, isOn]) => isOn);
      expect(on).toEqual([[word, true]]);
    }
  });
  test('WG2 a status byte that looks like STX or CR is the status', () => {
    const reader = new Reader8217();
    expect(reader.feed(ascii('\u0002?\u0002\r\u0002?\r\r'))).toEqual([
      { kind: 'status', status: readStatus8217(0x02) },
      { kind: 'status', status: readStatus8217(0x0d) },
    ]);
  });
  test('WG2 seven bits and parity read with eight bits are the same', () => {
    expect(new Reader8217().feed(oddParity(ascii('\u000201.250\r')))).toEqual([
      { kind: 'weight', digits: '01.250', net: false },
    ]);
  });
});

describe('NCI', () => {
  test('WG3 the answer of both kinds of scale', () => {
    const status = { moving: false, atZero: false, under: false, over: false, broken: false, initialZeroError: false };
    expect(new NciReader().feed(ascii('\n01.250KG\r\nS00\r\u0003'))).toEqual([
      { kind: 'answer', weight: '01.250', unit: 'kg', status: { ...status, net: false } },
    ]);
    expect(new NciReader().feed(ascii('\n  1.250kg\r\n0p4\r\u0003'))).toEqual([
      { kind: 'answer', weight: '1.250', unit: 'kg', status: { ...status, net: true } },
    ]);
    expect(new NciReader().feed(ascii('\nS20\r\u0003'))).toEqual([
      { kind: 'answer', weight: null, unit: '', status: { ...status, atZero: true, net: false } },
    ]);
    expect(new NciReader().feed(ascii('\n?\r\u0003'))).toEqual([{ kind: 'unknown-command' }]);
  });
  test('WG3 status bytes without their fixed bits are none', () => {
    expect(readNciStatus('0')).toBeNull();
    expect(readNciStatus('AB')).toBeNull();
    expect(readNciStatus('S!0')).toBeNull();
    expect(readNciStatus('12')).toMatchObject({ moving: true, over: true });
  });
  test('WG3 bytes cut anywhere give the same', () => {
    const reader = new NciReader();
    const found = [...ascii('\n01.250KG\r\nS00\r\u0003')].flatMap((byte) => reader.feed(Uint8Array.of(byte)));
    expect(found).toMatchObject([{ kind: 'answer', weight: '01.250' }]);
  });
});

describe('Dialog 06', () => {
  test('WG5 the records of a weighing as the manual writes them', () => {
    const plain = { unitPrice: 1_299, tareMilli: 0, text: '' };
    const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
    expect(text(weighRecord(plain))).toBe('\u0004\u000201\u001b001299\u001b\u0003');
    expect(text(weighRecord({ ...plain, tareMilli: 25 }))).toBe('\u0004\u000203\u001b001299\u001b0025\u0003');
    expect(text(weighRecord({ ...plain, text: 'Äpfel' }))).toBe('\u0004\u000204\u001b001299\u001bApfel        \u0003');
    expect(text(weighRecord({ unitPrice: 5, tareMilli: 25, text: 'A very long name of goods' }))).toBe(
      '\u0004\u000205\u001b000005\u001b0025\u001bA very long n\u0003',
    );
  });
  test('WG5 no name of goods puts a control character on the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const body = weighRecord({ unitPrice: 100, tareMilli: 0, text }).subarray(4, -1);
        const odd = [...body].filter((byte) => byte !== 0x1b && (byte < 0x20 || byte > 0x7e));
        expect(odd).toEqual([]);
        expect([...body].filter((byte) => byte === 0x1b)).toHaveLength(2);
      }),
    );
  });
  test('WG5 the records of the scale', () => {
    expect(readRecord('02\u001b3\u001b01250\u001b001299\u001b001624')).toEqual({
      kind: 'weight',
      unit: '3',
      milli: 1_250,
      unitPrice: 1_299,
      toPay: 1_624,
    });
    expect(readRecord('09\u001b20')).toEqual({ kind: 'status', code: '20' });
    // The manual's example: random number 47H.
    expect(readRecord('11\u001b247')).toEqual({ kind: 'checksum-asked', random: 0x47 });
    expect(readRecord('11\u001b1')).toEqual({ kind: 'checksum-verdict', valid: true });
    expect(readRecord('11\u001b0')).toEqual({ kind: 'checksum-verdict', valid: false });
    for (const text of ['', '02', '02\u001b3\u001b1250\u001b1\u001b1', '09\u001b2', '11\u001b3', '20\u001b1']) {
      expect(readRecord(text)).toEqual({ kind: 'garbled' });
    }
  });
  test('WG6 the rest is that of dividing without carries', () => {
    // CRC-16/XMODEM of the two bytes "12" and "AB": polynomial 0x1021, no start value, nothing turned round.
    expect(checksumRest(0x3132, 0x11021)).toBe(0x20b5);
    expect(checksumRest(0x4142, 0x11021)).toBe(0x567b);
    expect(checksumRest(0, 0x18005)).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0x10001, max: 0x1ffff }), (cs, polynomial) => {
        let row = (BigInt(cs) << 16n) | BigInt(checksumRest(cs, polynomial));
        for (let at = 31n; at >= 16n; at -= 1n) if ((row >> at) & 1n) row ^= BigInt(polynomial) << (at - 16n);
        expect(row).toBe(0n);
      }),
    );
  });
  test('WG6 a pair is turned by the digits of the random number, left and right', () => {
    expect(turnedLeft(0x8001, 1)).toBe(0x0003);
    expect(turnedRight(0x8001, 1)).toBe(0xc000);
    expect(turnedLeft(0x1234, 0)).toBe(0x1234);
    expect(turnedRight(0x1234, 0)).toBe(0x1234);
    const [cs, kw] = [turnedLeft(0x3132, 4), turnedRight(0x20b5, 7)];
    const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
    expect(checksumPair(0x3132, 0x11021, 0x47)).toBe(hex(cs) + hex(kw));
    expect(checksumPair(0x3132, 0x11021, 0x47)).toBe('13236A41');
  });
});

describe('any scale', () => {
  const kinds = {
    '8217': { reader: () => new Reader8217(), sound: '\u000201.250\r', frame: { kind: 'weight', digits: '01.250' } },
    nci: {
      reader: () => new NciReader(),
      sound: '\n01.250KG\r\nS00\r\u0003',
      frame: { kind: 'answer', weight: '01.250' },
    },
    dialog06: {
      reader: () => new DialogReader(),
      sound: '\u000202\u001b3\u001b01250\u001b001299\u001b001624\u0003',
      frame: { kind: 'weight', milli: 1_250 },
    },
  } as const;
  test.each(Object.entries(kinds))(
    'WG9 %s: no bytes make the reader throw, and a sound answer is read after any of them',
    (_name, kind) => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 5 }), (noise) => {
          const reader = kind.reader();
          for (const bytes of noise) reader.feed(bytes);
          // What was begun in the noise ends with the first sound answer at the latest; the second is read whole.
          reader.feed(ascii(`${kind.sound}`));
          expect(reader.feed(ascii(kind.sound)).at(-1)).toMatchObject(kind.frame);
        }),
      );
    },
  );
  test.each(Object.entries(kinds))('WG9 %s: a frame cut short is never a weight', (_name, kind) => {
    const bytes = ascii(kind.sound);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(kind.reader().feed(bytes.subarray(0, length))).toEqual([]);
    }
  });
});
