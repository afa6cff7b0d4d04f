import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type DisplayContent, displayContent } from '../../contracts/line-display.ts';
import { textWidth } from '../../domain/receipt/text-width.ts';
import { machineClock } from '../../main/devices/clock.ts';
import { cutToColumns, displayColumns, layOutDisplay } from '../../main/devices/line-display/display-layout.ts';
import { encodeRows } from '../../main/devices/line-display/display-letters.ts';
import { displayLine } from '../../main/devices/line-display/display-protocol.ts';
import { LineDisplay } from '../../main/devices/line-display/line-display.ts';
import { cd5220 } from '../../main/devices/protocols/cd5220/cd5220.ts';
import { epsonDisplay } from '../../main/devices/protocols/epson-display/epson-display.ts';
import { PortChannel } from '../../main/devices/virtual/port-channel.ts';
import { VirtualDisplay } from '../../main/devices/virtual/virtual-display.ts';
import { VirtualPort } from '../../main/devices/virtual/virtual-port.ts';
import { enabled, partsOf, shortly, watch } from './device-samples.ts';
import { memoryWire, ptyWire, tcpWire, until } from './wires.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const coffee: DisplayContent = { kind: 'item', name: 'Kaffee', quantity: '2 x 3,50', amount: '7,00 €' };
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('a', 'ä', '日', '本', '€', 'Ł', 'e\u0301', '\u001b', '한', '🍎', ' '),
    maxLength: 60,
  }),
);
const anyContent: fc.Arbitrary<DisplayContent> = fc.oneof(
  fc.constant({ kind: 'blank' as const }),
  fc.record({ kind: fc.constantFrom('greeting' as const, 'rows' as const), upper: anyText, lower: anyText }),
  fc.record({ kind: fc.constant('item' as const), name: anyText, quantity: anyText, amount: anyText }),
  fc.record({ kind: fc.constant('total' as const), total: fc.record({ label: anyText, amount: anyText }) }),
  fc.record({
    kind: fc.constant('change' as const),
    paid: fc.record({ label: anyText, amount: anyText }),
    change: fc.record({ label: anyText, amount: anyText }),
  }),
);

describe('the layout', () => {
  test('LD2 LD3 each kind of content stands where it should', () => {
    const rows = (content: DisplayContent): string[] => Object.values(layOutDisplay(content));
    expect(rows({ kind: 'greeting', upper: 'Willkommen', lower: 'Kaunter' })).toEqual([
      '     Willkommen     ',
      '      Kaunter       ',
    ]);
    expect(rows(coffee)).toEqual(['Kaffee              ', '2 x 3,50      7,00 €']);
    expect(rows({ kind: 'total', total: { label: 'Total', amount: '1.234,50 €' } })).toEqual([
      'Total               ',
      '          1.234,50 €',
    ]);
    expect(
      rows({
        kind: 'change',
        paid: { label: 'Gegeben', amount: '50,00' },
        change: { label: 'Rückgeld', amount: '43,00' },
      }),
    ).toEqual(['Gegeben        50,00', 'Rückgeld       43,00']);
    const laidOut = { upper: '2x Kaffee       7,00', lower: '  Summe' };
    expect(rows({ kind: 'rows', ...laidOut })).toEqual([laidOut.upper, '  Summe             ']);
    expect(rows({ kind: 'blank' })).toEqual([' '.repeat(20), ' '.repeat(20)]);
  });
  test('LD3 a long label gives way to its amount', () => {
    const { lower } = layOutDisplay({ kind: 'item', name: 'x', quantity: '12,345 kg x 1.299,00', amount: '16.036,16' });
    expect(lower).toBe('12,345 kg  16.036,16');
  });
  test('LD2 a wide character that does not fit leaves a space', () => {
    expect(cutToColumns('日本語', 5)).toBe('日本');
    const { upper } = layOutDisplay({ kind: 'item', name: 'あいうえおかきくけこさ', quantity: '', amount: '1' });
    expect([upper, textWidth(upper)]).toEqual(['あいうえおかきくけこ', 20]);
    const { upper: odd } = layOutDisplay({ kind: 'item', name: 'xあいうえおかきくけこ', quantity: '', amount: '1' });
    expect(odd).toBe('xあいうえおかきくけ ');
  });
  test('LD2 LD4 whatever the text: twenty columns, twenty bytes, and no byte of them a command', () => {
    fc.assert(
      fc.property(anyContent, fc.constantFrom(epsonDisplay, cd5220), (content, protocol) => {
        const rows = layOutDisplay(content);
        for (const row of [rows.upper, rows.lower]) expect(textWidth(row)).toBe(displayColumns);
        const { upper, lower } = encodeRows(rows, protocol.pages);
        for (const row of [upper, lower]) {
          expect(row).toHaveLength(displayColumns);
          expect([...row].filter((byte) => byte < 0x20 || byte === 0x7f)).toEqual([]);
        }
      }),
    );
  });
  test('LD3 whatever the words, an amount of up to nineteen columns stands whole at the right edge', () => {
    const amount = fc.string({ unit: fc.constantFrom(...'0123456789,.'), minLength: 1, maxLength: 19 });
    fc.assert(
      fc.property(anyText, amount, (label, each) => {
        const { lower } = layOutDisplay({ kind: 'item', name: label, quantity: label, amount: each });
        expect(lower.endsWith(each)).toBe(true);
      }),
    );
  });
});

describe('what may be shown', () => {
  test('LD5 a field that does not belong is refused', () => {
    expect(displayContent.safeParse(coffee).success).toBe(true);
    for (const extra of [{ cost: '1,20' }, { staff: 'Ana' }, { margin: '40 %' }]) {
      expect(displayContent.safeParse({ ...coffee, ...extra }).success).toBe(false);
    }
    const total = { kind: 'total', total: { label: 'Total', amount: '7,00', staff: 'Ana' } };
    expect(displayContent.safeParse(total).success).toBe(false);
  });
});

/** What a person sees of one content on a display of one kind. */
function seen(kind: 'epson-display' | 'cd5220', content: DisplayContent): readonly string[] {
  const display = new VirtualDisplay(kind);
  const protocol = kind === 'cd5220' ? cd5220 : epsonDisplay;
  display.receive(protocol.reset());
  display.receive(protocol.show(encodeRows(layOutDisplay(content), protocol.pages)));
  expect(display.faults).toEqual([]);
  expect(display.isCursorOn).toBe(false);
  return display.rows;
}

describe('the letters', () => {
  test('LD4 a display with tables shows accents and currencies', () => {
    expect(seen('epson-display', coffee)).toEqual(['Kaffee              ', '2 x 3,50      7,00 €']);
    expect(seen('epson-display', { kind: 'greeting', upper: 'Dziękujemy, żółć', lower: 'Müller' })[0]).toBe(
      '  Dziękujemy, żółć  ',
    );
    expect(seen('epson-display', { kind: 'greeting', upper: 'Спасибо', lower: '' })[0]).toBe('      Спасибо       ');
  });
  test('LD4 a display with one table drops accents it has not, and never moves a column', () => {
    expect(seen('cd5220', { kind: 'greeting', upper: 'Dziękujemy', lower: 'Rückgeld' })).toEqual([
      '     Dziekujemy     ',
      '      Rückgeld      ',
    ]);
    expect(seen('cd5220', coffee)[1]).toBe('2 x 3,50      7,00 E');
  });
  test('LD4 another script leaves its columns empty and keeps the amount', () => {
    for (const kind of ['epson-display', 'cd5220'] as const) {
      const [upper, lower] = seen(kind, { kind: 'item', name: '抹茶ラテ L', quantity: '1', amount: '¥480' });
      expect(upper).toBe('         L          ');
      expect(lower).toMatch(/^1 {15}[¥Y]480$/);
    }
  });
  test('LD4 a text full of commands is a text', () => {
    const hostile = '\u001b@\u000c\u001fC\u0001←p0';
    const [upper] = seen('epson-display', { kind: 'greeting', upper: hostile, lower: 'x' });
    expect(upper?.trim()).toBe('@ C p0');
  });
});

describe.each([
  ['epson-display', epsonDisplay],
  ['cd5220', cd5220],
] as const)('a line display of kind %s', (kind, protocol) => {
  async function start(wireOf: (port: VirtualPort) => ReturnType<typeof memoryWire>) {
    const device = new VirtualDisplay(kind);
    const port = new VirtualPort(device, machineClock);
    const wire = await wireOf(port);
    const display = new LineDisplay({ ...partsOf('serial:display'), protocol, connect: wire.connect });
    const events = watch(display);
    closers.push(wire.close, () => display.close());
    enabled(display);
    await until(() => display.status.source === 'connection' && display.status.state === 'idle');
    return { device, port, wire, display, events };
  }
  const completed = (events: ReturnType<typeof watch>): number[] =>
    events.flatMap((event) => (event.event === 'output-complete' ? [event.outputId] : []));

  test('LD6 DC4 DC8 shows, and after unplugging shows what it should show now, over memory, TCP and a pty', async () => {
    for (const wireOf of [memoryWire, tcpWire, (port: VirtualPort) => ptyWire(port, displayLine)]) {
      const { device, wire, display, events } = await start(wireOf);
      display.show(coffee);
      await until(() => device.rows[0].startsWith('Kaffee'));
      await until(() => completed(events).length === 1);
      await wire.unplug();
      await until(() => display.status.state === 'error');
      expect(shortly(display.status)).toBe('error off unreachable');
      device.powerCycle();
      const waitingId = display.show({ kind: 'total', total: { label: 'Total', amount: '7,00' } });
      expect(display.waiting).toBe(1);
      await wire.plug();
      await until(() => device.rows[0].startsWith('Total'));
      await until(() => display.status.state === 'idle');
      expect(completed(events)).toEqual([1, waitingId]);
      await wire.unplug();
      await until(() => display.status.state === 'error');
      device.powerCycle();
      await wire.plug();
      await until(() => device.rows[0].startsWith('Total'));
      expect(completed(events)).toEqual([1, waitingId]);
      expect(device.faults).toEqual([]);
    }
  });
  test('LD1 a thousand contents at once: the last stands there, and no queue grew', async () => {
    const { device, display, events } = await start(memoryWire);
    for (let at = 1; at <= 1_000; at += 1) {
      display.show({ kind: 'total', total: { label: 'Total', amount: String(at) } });
      expect(display.waiting).toBeLessThanOrEqual(1);
    }
    await until(() => display.waiting === 0);
    await until(() => display.status.state === 'idle');
    expect(device.rows[1].trim()).toBe('1000');
    expect(completed(events).length).toBeLessThan(10);
    expect(completed(events).at(-1)).toBe(1_000);
  });
  test('DC5 noise from the display and a write that breaks off disturb nothing', async () => {
    const { device, port, display } = await start(memoryWire);
    port.inject(Uint8Array.from({ length: 50_000 }, (_, at) => at & 0xff));
    display.show(coffee);
    port.unplug();
    await until(() => display.status.state === 'error');
    device.powerCycle();
    port.plug();
    await until(() => device.rows[0].startsWith('Kaffee'));
    expect(device.faults).toEqual([]);
  });
});

test('LD1 a listener that shows the next content when one is complete is heard', async () => {
  const device = new VirtualDisplay('cd5220');
  const port = new VirtualPort(device, machineClock);
  const display = new LineDisplay({ ...partsOf('d'), protocol: cd5220, connect: () => new PortChannel(port) });
  let rounds = 0;
  display.onEvent((event) => {
    const isDone =
      event.event === 'output-complete' || (event.event === 'status-update' && event.status.state === 'idle');
    if (!isDone || rounds >= 20 || display.status.lifecycle !== 'enabled') return;
    rounds += 1;
    display.show({ kind: 'greeting', upper: String(rounds), lower: '' });
  });
  enabled(display);
  await until(() => rounds === 20 && display.waiting === 0);
  expect(device.rows[0].trim()).toBe('20');
  await display.close();
});
