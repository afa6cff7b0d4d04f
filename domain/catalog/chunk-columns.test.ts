import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mod10CheckDigit } from '../barcode/check-digit.ts';
import { uuidV7 } from '../id.ts';
import { barcodeColumns, barcodesOfColumns, idColumns, idsOfColumns } from './chunk-columns.ts';

const id = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.uint8Array({ minLength: 10, maxLength: 10 }))
  .map(([time, random]) => uuidV7(time, random));
const gtin = fc
  .bigInt({ min: 0n, max: 10n ** 13n - 1n })
  .map((body) => String(body).padStart(13, '0'))
  .map((body) => body + mod10CheckDigit(body));
const code = fc.oneof(gtin, fc.stringMatching(/^[\x21-\x7e]{1,20}$/));

test('CC1 ids and barcodes of any items come back from their columns as they went in', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 50 }), (ids) => {
      expect(idsOfColumns(idColumns(ids))).toEqual(ids);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(code, { maxLength: 3 }), { maxLength: 30 }), (lists) => {
      expect(barcodesOfColumns(barcodeColumns(lists))).toEqual(lists);
    }),
  );
});

test('CC1 columns that do not belong together are refused', () => {
  expect(() => idsOfColumns({ idTime: [1, 2], idRest: 'A'.repeat(13) })).toThrow(RangeError);
});
