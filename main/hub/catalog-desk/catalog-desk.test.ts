import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureCheckDigit, mod10CheckDigit } from '../../../domain/barcode/check-digit.ts';
import { openedStore, removeHub, type TestHub, type Till, testHub } from '../../../tests/hub/test-hub.ts';

let hub: TestHub;
let till: Till;
beforeAll(async () => {
  hub = await testHub();
  ({ till } = await openedStore(hub));
});
afterAll(async () => {
  await hub.close();
  removeHub(hub);
});

const file = [
  'Artikelnummer;Bezeichnung;EAN;Preis;Einheit;PLU;MwSt',
  'T1;Grüner Tee;4006381333931;4,50;;;food',
  'K1;Bergkäse;;24,90;kg;0104;food',
  'P1;Pfeffer;;0,05;g;0105;food',
  'W1;Kochwurst;2011111000009;3,00;;;food',
  'X1;Falsch;4006381333932;1,00;;;food',
  'X2;Zu genau;;1,00005;;;food',
].join('\n');

async function upload(text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const cut = Math.floor(bytes.length / 2);
  const part = (offset: number, end: number, uploadId: string | null) =>
    till.api.catalog.upload({
      uploadId,
      fileName: 'katalog.csv',
      totalBytes: bytes.length,
      offset,
      bytesBase64: bytes.subarray(offset, end).toString('base64'),
    });
  const { uploadId } = await part(0, cut, null);
  await part(cut, bytes.length, uploadId);
  return uploadId;
}
async function previewed(text: string) {
  return await till.api.catalog.importPreview({ uploadId: await upload(text), mapping: null });
}
const scan = (raw: string) => till.api.catalog.scan({ raw, aimId: null });
const withCheck = (body: string): string => `${body}${mod10CheckDigit(body)}`;
/** A German label: prefix, item, verifier of the value, value. */
const label = (head: string, value: string): string => withCheck(`${head}${measureCheckDigit(value)}${value}`);

test('CA16 good rows are imported together, found at once, and the same file again changes nothing', async () => {
  const preview = await previewed(file);
  expect(preview.counts).toEqual({ rows: 6, create: 4, update: 0, unchanged: 0, rejected: 2 });
  expect(preview.problems.map(({ line, code }) => `${line} ${code}`)).toEqual([
    '6 barcode-check-digit',
    '7 price-too-many-decimals',
  ]);
  expect(await scan('4006381333931')).toMatchObject({ kind: 'unknown', reason: 'not-in-catalog' });

  const { previewId, mapping } = preview;
  const result = await till.api.catalog.importRun({ previewId, mapping });
  expect(result.counts).toEqual(preview.counts);
  expect(await scan('4006381333931')).toMatchObject({
    kind: 'item',
    item: { name: 'Grüner Tee', unitPrice: 450, taxCategory: 'food' },
  });
  expect((await till.api.catalog.search({ text: 'gruner', limit: 5 })).map(({ item }) => item.sku)).toEqual(['T1']);
  expect((await previewed(file)).counts).toMatchObject({ create: 0, update: 0, unchanged: 4 });
  await expect(till.api.catalog.importRun({ previewId, mapping })).rejects.toMatchObject({ code: 'REFUSED' });
});

test('CA17 labels find their item; weight becomes quantity, price the amount of the line', async () => {
  expect(await scan(label('280104', '01250'))).toMatchObject({
    kind: 'item',
    item: { sku: 'K1' },
    quantity: { milli: 1_250, unit: 'kg' },
    labelAmount: null,
  });
  expect(await scan(label('220104', '00498'))).toMatchObject({
    item: { sku: 'K1' },
    quantity: { milli: 200, unit: 'kg' },
    labelAmount: 498,
  });
  expect(await scan(label('280105', '00030'))).toMatchObject({
    item: { sku: 'P1' },
    quantity: { milli: 30_000, unit: 'g' },
  });
  expect(await scan('2011111000009')).toMatchObject({ item: { sku: 'W1' }, quantity: null });
  expect(await scan(withCheck(`280104${(Number(measureCheckDigit('01250')) + 1) % 10}01250`))).toMatchObject({
    kind: 'unknown',
    reason: 'label-check-digit',
  });
});

test('CA18 a weight or a price beyond any line is refused by name', async () => {
  const pack = '0104006381333931';
  for (const raw of [`${pack}3100999999`, `${pack}3920999999999999999`])
    expect(await scan(raw)).toMatchObject({ kind: 'unknown', reason: 'measure-too-large' });
  expect(await scan('01040063813339313103001250')).toMatchObject({
    kind: 'item',
    quantity: { milli: 1_250, unit: 'kg' },
  });
});

test('CA14 what the hub exports it finds unchanged', async () => {
  let text = '';
  let after: string | null = null;
  do {
    const part: { text: string; next: string | null } = await till.api.catalog.export({ after });
    text += part.text;
    after = part.next;
  } while (after !== null);
  expect((await previewed(text)).counts).toEqual({ rows: 4, create: 0, update: 0, unchanged: 4, rejected: 0 });
});

test('SE7 a code typed into the search means what its scan means, a UPC-E too', async () => {
  const preview = await previewed('sku;name;barcode;price\nU1;Kaugummi;012345000065;1,00\nU2;Kaugummi gross;;2,00');
  await till.api.catalog.importRun({ previewId: preview.previewId, mapping: preview.mapping });
  for (const text of ['01234565', '0 12345 00006 5', '00012345000065', '12345000065']) {
    const found = await till.api.catalog.search({ text, limit: 5 });
    expect(
      found.map(({ item }) => item.name),
      text,
    ).toEqual(['Kaugummi']);
  }
});

test('CA22 what a person chose for the name of a tax is imported, remembered, and asks nothing the next time', async () => {
  const text = 'name;price;tax\nGin;20,00;alcohol\nRum;18,00;Alcohol\nTee;2,00;reduced\nBad;x;alcohol';
  const first = await previewed(text);
  expect(first.taxNames).toEqual([
    { text: 'alcohol', rows: 3, taxCategory: null, source: 'unknown' },
    { text: 'reduced', rows: 1, taxCategory: 'food', source: 'common' },
  ]);
  expect(first.remarks).toContainEqual(expect.objectContaining({ code: 'tax-unknown', instead: 'standard', rows: 1 }));
  const taxNames = [{ text: 'alcohol', taxCategory: 'drink' }];
  const uploadId = await upload(text);
  const { previewId, mapping, problems } = await till.api.catalog.importPreview({ uploadId, mapping: null, taxNames });
  expect(problems.map(({ code }) => code)).toEqual(['price-not-a-number']);
  await till.api.catalog.importRun({ previewId, mapping, taxNames });
  const found = await till.api.catalog.search({ text: 'rum', limit: 1 });
  expect(found[0]).toMatchObject({ item: { taxCategory: 'drink' }, onHandMilli: null });
  expect((await till.api.settings.get()).taxNames).toEqual(taxNames);
  expect((await previewed(text)).taxNames[0]).toEqual({
    text: 'alcohol',
    rows: 3,
    taxCategory: 'drink',
    source: 'chosen',
  });
});

test('CA20 every problem line of a file can be had in parts, also after the import', async () => {
  const rows = Array.from({ length: 2_300 }, (_, at) => `Ware ${at};1,00;zucker`);
  const preview = await previewed(['name;price;tax', ...rows].join('\n'));
  expect([preview.problems.length, preview.problemsTotal, preview.remarks.length]).toEqual([200, 2_300, 1]);
  const { previewId, mapping } = preview;
  await till.api.catalog.importRun({ previewId, mapping });
  const first = await till.api.catalog.importProblems({ previewId, after: null });
  const last = await till.api.catalog.importProblems({ previewId, after: first.next });
  expect([first.problems.length, last.problems.length, last.next]).toEqual([2_000, 300, null]);
  expect(last.problems.at(-1)).toMatchObject({ line: 2_301, code: 'tax-unknown', instead: 'standard' });
  await expect(till.api.catalog.importProblems({ previewId: 'another', after: null })).rejects.toMatchObject({
    code: 'REFUSED',
  });
});
