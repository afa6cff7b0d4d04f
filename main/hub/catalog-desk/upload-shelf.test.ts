import { expect, test } from 'vitest';
import { catalogFileBytesMax } from '../../../contracts/catalog.ts';
import type { StaffId } from '../../../domain/id.ts';
import { UploadShelf, uploadMsMax, uploadsMax } from './upload-shelf.ts';

const [anna, budi] = ['a', 'b'] as unknown as [StaffId, StaffId];
const text = 'sku;name\n1;Kaffee\n';
const bytes = Buffer.from(text);

function shelf() {
  let now = 1_000;
  const ids = Array.from({ length: 50 }, (_each, index) => `upload-${index + 1}`);
  const made = new UploadShelf({ now: () => now, newId: () => ids.shift() ?? 'none left' });
  return {
    made,
    advance: (ms: number) => {
      now += ms;
    },
    add: (
      staffId: StaffId,
      uploadId: string | null,
      part: readonly [from: number, to: number, totalBytes?: number],
    ) => {
      const [from, to, totalBytes = bytes.length] = part;
      const bytesBase64 = bytes.subarray(from, to).toString('base64');
      const answer = made.add(staffId, { uploadId, fileName: 'k.csv', totalBytes, offset: from, bytesBase64 });
      return answer.ok ? answer.value : answer.refusal;
    },
  };
}

test('UP1 a file comes in parts without gaps, and the same part again changes nothing', () => {
  const { made, add } = shelf();
  expect(add(anna, null, [0, 5])).toEqual({ uploadId: 'upload-1', receivedBytes: 5, complete: false });
  expect(made.file(anna, 'upload-1')).toEqual({ ok: false, refusal: 'upload-incomplete' });
  expect(add(anna, 'upload-1', [9, 12])).toBe('upload-gap');
  expect(add(anna, 'upload-1', [5, 10])).toMatchObject({ receivedBytes: 10 });
  expect(add(anna, 'upload-1', [5, 10])).toMatchObject({ receivedBytes: 10 });
  expect(add(anna, 'upload-1', [10, bytes.length])).toMatchObject({ complete: true });
  const file = made.file(anna, 'upload-1');
  expect(file.ok && Buffer.from(file.value.bytes).toString()).toBe(text);
  expect(add(anna, 'upload-1', [10, bytes.length, bytes.length - 1])).toBe('upload-unknown');
});

test('UP2 a file belongs to its person; number, size and age are bounded', () => {
  const { made, add, advance } = shelf();
  add(anna, null, [0, 5]);
  expect(made.file(budi, 'upload-1')).toEqual({ ok: false, refusal: 'upload-unknown' });
  expect(add(budi, 'upload-1', [5, 6])).toBe('upload-unknown');
  add(anna, null, [0, 5]);
  expect(made.file(anna, 'upload-1')).toEqual({ ok: false, refusal: 'upload-unknown' });
  for (let index = 1; index < uploadsMax; index += 1) {
    expect(add(`p${index}` as unknown as StaffId, null, [0, 5])).toMatchObject({ complete: false });
  }
  expect(add(budi, null, [0, 5])).toBe('uploads-full');
  advance(uploadMsMax + 1);
  expect(add(budi, null, [0, 5])).toMatchObject({ complete: false });
  advance(uploadMsMax + 1);
  expect(add(anna, null, [0, 5, catalogFileBytesMax + 1])).toBe('uploads-full');
});
