import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanBytesMax } from '../../contracts/device-status.ts';
import { readAimId } from '../../main/devices/protocols/aim/aim-symbology.ts';
import { ReportJoiner, readScanReport } from '../../main/devices/protocols/hid-pos/scan-report.ts';
import {
  type SerialScan,
  SerialScanReader,
  type SerialScanSettings,
} from '../../main/devices/protocols/serial-scanner/serial-scan.ts';
import { calm, floodQuietMs, foldFlood, scansPerSecondMax } from '../../main/devices/scanner/flood-guard.ts';
import { readScan } from '../../main/devices/scanner/read-scan.ts';
import { scanReports, textSymbol } from '../../main/devices/virtual/virtual-scanner.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (scan: SerialScan): string =>
  scan.kind === 'scan' ? new TextDecoder().decode(scan.data) : `${scan.kind} ${scan.bytes}`;
/** Data as a symbol may hold it, without the bytes that end a scan. */
const scanBytes = fc
  .uint8Array({ minLength: 1, maxLength: 300 })
  .map((bytes) => bytes.filter((byte) => byte !== 3 && byte !== 2));

describe('reports of a HID scanner', () => {
  test('SR2 a report as the tables lay it out', () => {
    const [report] = scanReports(textSymbol(']E0', '4006381333931'));
    expect([...(report ?? [])].slice(0, 8)).toEqual([2, 13, 0x5d, 0x45, 0x30, 0x34, 0x30, 0x30]);
    expect(report).toHaveLength(64);
    expect(readScanReport(report ?? new Uint8Array())).toEqual({
      aimId: ']E0',
      data: bytesOf('4006381333931'),
      more: false,
    });
  });
  test('SR2 a scan of any length up to the limit comes out as it went in, over any number of reports', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: scanBytesMax }), (data) => {
        const joiner = new ReportJoiner();
        const joined = scanReports({ aimId: ']d1', data }).map((report) => joiner.feed(report));
        expect(joined.slice(0, -1).every((each) => each === null)).toBe(true);
        expect(joined.at(-1)).toEqual({ kind: 'scan', aimId: ']d1', data });
      }),
    );
  });
  test('SR2 a scan whose rest does not come is broken, and the next is whole', () => {
    const joiner = new ReportJoiner();
    const [first] = scanReports(textSymbol(']Q1', 'x'.repeat(100)));
    expect(joiner.feed(first ?? new Uint8Array())).toBeNull();
    expect(joiner.isJoining).toBe(true);
    expect(joiner.giveUp()).toEqual({ kind: 'scan-broken', bytes: 56 });
    expect(joiner.giveUp()).toBeNull();
    const [next] = scanReports(textSymbol(']E0', '4006381333931'));
    expect(joiner.feed(next ?? new Uint8Array())).toMatchObject({ kind: 'scan', aimId: ']E0' });
  });
  test('SR4 a scan of 4 kB is refused whole, with its length, and the next is read', () => {
    const joiner = new ReportJoiner();
    const told = scanReports(textSymbol(']Q1', 'x'.repeat(4_096))).map((report) => joiner.feed(report));
    expect(told.filter((each) => each !== null)).toEqual([{ kind: 'scan-too-long', bytes: 4_096 }]);
    const [next] = scanReports(textSymbol(']E0', '4006381333931'));
    expect(joiner.feed(next ?? new Uint8Array())).toMatchObject({ kind: 'scan' });
  });
  test('DC5 no report makes it throw, and after any of them a sound scan is read', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 40 }), (noise) => {
        const joiner = new ReportJoiner();
        for (const report of noise) joiner.feed(report);
        joiner.giveUp();
        const [sound] = scanReports(textSymbol(']E0', '4006381333931'));
        expect(joiner.feed(sound ?? new Uint8Array())).toEqual({
          kind: 'scan',
          aimId: ']E0',
          data: bytesOf('4006381333931'),
        });
      }),
    );
  });
});

describe('a serial line', () => {
  const sheets: readonly (readonly [SerialScanSettings, readonly number[], readonly number[]])[] = [
    [{ prefix: 'none', suffix: 'cr' }, [], [0x0d]],
    [{ prefix: 'none', suffix: 'lf' }, [], [0x0a]],
    [{ prefix: 'none', suffix: 'crlf' }, [], [0x0d, 0x0a]],
    [{ prefix: 'none', suffix: 'tab' }, [], [0x09]],
    [{ prefix: 'none', suffix: 'etx' }, [], [0x03]],
    [{ prefix: 'stx', suffix: 'etx' }, [0x02], [0x03]],
    [{ prefix: 'stx', suffix: 'cr' }, [0x02], [0x0d]],
  ];
  test.each(sheets)('SR5 scans are cut by the sheet %o, however the bytes arrive', (settings, before, after) => {
    const reader = new SerialScanReader(settings);
    const line = ['4006381333931', '4006381333931', 'ABC-1'].flatMap((code) => [...before, ...bytesOf(code), ...after]);
    const whole = reader.feed(Uint8Array.from(line)).map(textOf);
    const byByte = line.flatMap((byte) => reader.feed(Uint8Array.of(byte))).map(textOf);
    expect(whole).toEqual(['4006381333931', '4006381333931', 'ABC-1']);
    expect(byByte).toEqual(whole);
    expect(reader.isHolding).toBe(false);
  });
  test('SR5 without a suffix a scan ends when the line is idle', () => {
    const reader = new SerialScanReader({ prefix: 'none', suffix: 'none' });
    expect(reader.feed(bytesOf('40063'))).toEqual([]);
    expect(reader.feed(bytesOf('81333931'))).toEqual([]);
    expect(reader.idle().map(textOf)).toEqual(['4006381333931']);
    expect(reader.idle()).toEqual([]);
  });
  test('SR5 between STX and ETX a line break is data', () => {
    const reader = new SerialScanReader({ prefix: 'stx', suffix: 'etx' });
    expect(reader.feed(bytesOf('\u0002BEGIN\r\nEND\r\u0003')).map(textOf)).toEqual(['BEGIN\r\nEND\r']);
  });
  test('SR5 a scanner that adds LF where CR is set up loses nothing', () => {
    const reader = new SerialScanReader({ prefix: 'none', suffix: 'cr' });
    expect(reader.feed(bytesOf('123\r\n456\r\n')).map(textOf)).toEqual(['123', '456']);
    expect(reader.feed(bytesOf('\r\r'))).toEqual([]);
  });
  test('SR2 a scan that never ended is told, not joined to the next', () => {
    const reader = new SerialScanReader({ prefix: 'stx', suffix: 'etx' });
    expect(reader.feed(bytesOf('\u0002400638\u00024006381333931\u0003')).map(textOf)).toEqual([
      'scan-broken 6',
      '4006381333931',
    ]);
    reader.feed(bytesOf('\u0002400'));
    expect(reader.idle().map(textOf)).toEqual(['scan-broken 3']);
  });
  test('SR4 a scan of 4 kB is refused whole and once, on every sheet, and the next is read', () => {
    for (const [settings, before, after] of sheets) {
      const reader = new SerialScanReader(settings);
      const line = Uint8Array.of(
        ...before,
        ...bytesOf('7'.repeat(4_096)),
        ...after,
        ...before,
        ...bytesOf('123'),
        ...after,
      );
      const [refused, next] = reader.feed(line);
      expect(refused).toMatchObject({ kind: 'scan-too-long' });
      expect(next).toEqual({ kind: 'scan', data: bytesOf('123') });
    }
  });
  test('SR4 a scan of exactly the limit is read', () => {
    const reader = new SerialScanReader({ prefix: 'none', suffix: 'crlf' });
    const longest = '7'.repeat(scanBytesMax);
    expect(reader.feed(bytesOf(`${longest}\r\n`)).map(textOf)).toEqual([longest]);
    expect(reader.feed(bytesOf(`${longest}7\r\n`)).map(textOf)).toEqual([`scan-too-long ${scanBytesMax + 1}`]);
  });
  test('SR7 SR8 any bytes between STX and ETX come out as they went in, in their sequence', () => {
    fc.assert(
      fc.property(fc.array(scanBytes, { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), (scans, chunk) => {
        const sent = scans.filter((scan) => scan.length > 0);
        const reader = new SerialScanReader({ prefix: 'stx', suffix: 'etx' });
        const line = Uint8Array.from(sent.flatMap((scan) => [2, ...scan, 3]));
        const found: SerialScan[] = [];
        for (let at = 0; at < line.length; at += chunk) found.push(...reader.feed(line.subarray(at, at + chunk)));
        expect(found).toEqual(sent.map((data) => ({ kind: 'scan', data })));
      }),
    );
  });
  test('DC5 no bytes make it throw, and after any of them and a pause a sound scan is read', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 4 }), (noise) => {
        for (const [settings, before, after] of sheets) {
          const reader = new SerialScanReader(settings);
          for (const bytes of noise) reader.feed(bytes);
          reader.idle();
          const sound = Uint8Array.of(...before, ...bytesOf('4006381333931'), ...after);
          expect(reader.feed(sound).map(textOf)).toEqual(['4006381333931']);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('what a scan is', () => {
  test('SR7 identifiers name the symbol and whether FNC1 came first', () => {
    expect(readAimId(']E0')).toEqual({ symbology: 'ean-upc', gs1: false });
    expect(readAimId(']C1')).toEqual({ symbology: 'gs1-128', gs1: true });
    expect(readAimId(']C0')).toEqual({ symbology: 'code-128', gs1: false });
    expect(readAimId(']d2')).toEqual({ symbology: 'data-matrix', gs1: true });
    expect(readAimId(']Q3')).toEqual({ symbology: 'qr', gs1: true });
    expect(readAimId(']X0')).toEqual({ symbology: 'unknown', gs1: false });
    expect(readAimId(null)).toEqual({ symbology: 'unknown', gs1: false });
  });
  test('SR7 the identifier is taken from the report, or off the front of the data', () => {
    expect(readScan(bytesOf('4006381333931'), ']E0')).toMatchObject({ aimId: ']E0', data: '4006381333931' });
    expect(readScan(bytesOf(']E04006381333931'), null)).toMatchObject({ aimId: ']E0', data: '4006381333931' });
    expect(readScan(bytesOf(']E04006381333931'), ']Q1').data).toBe(']E04006381333931');
  });
  test('SR7 the separators of an element string stay', () => {
    const data = '0109506000134352\u001d10ABC\u001d3103001250';
    expect(readScan(bytesOf(data), ']C1')).toMatchObject({ symbology: 'gs1-128', gs1: true, data });
  });
  test('SR8 control bytes stay in the data and are not in what is shown', () => {
    const scan = readScan(bytesOf('\u001bp\u0000\u0019pay\u0007\r\n'), ']Q1');
    expect(scan.data).toBe('\u001bp\u0000\u0019pay\u0007\r\n');
    expect(scan.shown).toBe('ppay');
  });
  test('SR8 whatever the bytes, what is shown has no control character and at most 64 characters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { shown } = readScan(bytes, ']Q1');
        expect(shown.length).toBeLessThanOrEqual(64);
        expect(shown).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
  test('SR8 bytes that are no UTF-8 are letters of one byte each', () => {
    expect(readScan(Uint8Array.of(0x4d, 0xfc, 0x6c), null).data).toBe('Mül');
    expect(readScan(bytesOf('Mül'), null).data).toBe('Mül');
  });
});

test('SR6 a hundred scans in a second pass, more is a flood that ends with a quiet moment', () => {
  let state = calm;
  let passed = 0;
  for (let at = 0; at < 500; at += 1) {
    const step = foldFlood(state, 1_000 + at);
    state = step.state;
    if (step.verdict === 'pass') passed += 1;
    expect(step.began).toBe(at === scansPerSecondMax);
  }
  expect(passed).toBe(scansPerSecondMax);
  expect(state.dropped).toBe(500 - scansPerSecondMax);
  expect(foldFlood(state, 1_499 + floodQuietMs - 1).verdict).toBe('drop');
  expect(foldFlood(state, 1_499 + floodQuietMs).verdict).toBe('pass');
});

test('SR6 fifty scans a second are no flood, however long', () => {
  let state = calm;
  for (let at = 0; at < 2_000; at += 1) {
    const step = foldFlood(state, 1_000 + at * 20);
    state = step.state;
    expect(step.verdict).toBe('pass');
  }
});
