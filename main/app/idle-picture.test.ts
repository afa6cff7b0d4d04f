import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { idlePictureBytesMax } from '../../contracts/customer-display.ts';
import { IdlePicture, isPicture } from './idle-picture.ts';

const dir = mkdtempSync(join(tmpdir(), 'kaunter-picture-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);
const webp = new TextEncoder().encode('RIFF\0\0\0\0WEBPVP8 ');

test('CD16 a picture is kept, read and removed on this machine', async () => {
  const picture = new IdlePicture(join(dir, 'display', 'idle-picture'));
  expect(await picture.read()).toBeNull();
  await picture.keep(png);
  expect(await picture.read()).toEqual(png);
  await picture.keep(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));
  expect((await picture.read())?.[0]).toBe(0xff);
  await picture.remove();
  await picture.remove();
  expect(await picture.read()).toBeNull();
});

test('CD16 anything but a picture is refused, and what somebody else wrote there is not shown', async () => {
  const file = join(dir, 'idle-picture');
  const picture = new IdlePicture(file);
  await expect(picture.keep(new TextEncoder().encode('<svg onload="x">'))).rejects.toThrow('not-a-picture');
  await expect(picture.keep(new Uint8Array())).rejects.toThrow('not-a-picture');
  expect(await picture.read()).toBeNull();
  writeFileSync(file, '<html>');
  expect(await picture.read()).toBeNull();
});

test('CD16 a picture above the limit is refused', () => {
  expect(isPicture(webp)).toBe(true);
  const large = new Uint8Array(idlePictureBytesMax + 1);
  large.set(png);
  expect(isPicture(large)).toBe(false);
});
