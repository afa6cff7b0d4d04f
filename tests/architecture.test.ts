import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rooms } from './architecture/doors.ts';
import { findTrespasses, roomOf, specifiersOf, type Trespass } from './architecture/trespass.ts';
import { expectNone } from './expect-none.ts';
import { projectDir, readSources } from './source-files.ts';

const files = readSources();

function inOneLine({ path, specifier, why }: Trespass): string {
  return `${path} imports ${specifier}: ${why}`;
}

function tourRows(): string[][] {
  const tour = readFileSync(join(projectDir, 'docs/tour.md'), 'utf8');
  return [...tour.matchAll(/^\| (`[^|]+) \|([^|]+)\|([^|]+)\|$/gm)].map((match) =>
    match.slice(1).map((cell) => cell.trim()),
  );
}

test('every import goes through a door of the table', () => {
  expectNone(findTrespasses(files).map(inOneLine));
});

test('the table here and the table of the tour say the same', () => {
  const told = tourRows().map(([room, , mayImport]) => [room?.replaceAll('`', '').replace(/\/$/, ''), mayImport]);
  const checked = rooms.map((room) => [room.dir, room.mayImport]);
  expect(told).toEqual(expect.arrayContaining(checked));
});

test('every room with files was looked at, and each source file lies in a room or in tests, bench or tools', () => {
  const counts = rooms.map((room) => [room.dir, files.filter((file) => roomOf(file.path) === room).length] as const);
  const empty = counts.filter(([dir, count]) => count === 0 && existsSync(join(projectDir, dir)));
  const homeless = files.filter((file) => roomOf(file.path) === undefined && !/^(tests|bench|tools)\//.test(file.path));
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  console.log(`architecture: ${total} files looked at (${counts.map(([dir, count]) => `${dir} ${count}`).join(', ')})`);
  expectNone(empty);
  expectNone(homeless.map((file) => file.path));
  expect(total).toBeGreaterThan(100);
});

test('nothing in the rooms imports tests, bench or tools', () => {
  const importers = files.filter(
    (file) =>
      roomOf(file.path) !== undefined &&
      !/\.test\.tsx?$/.test(file.path) &&
      specifiersOf(file.text).some((specifier) => /^(\.\.\/)+(tests|bench|tools)\//.test(specifier)),
  );
  expectNone(importers.map((file) => file.path));
});

/** The canary: were the checker blind, these would pass. */
const trespassers = [
  ['domain/money/a.ts', "import { z } from 'zod';"],
  ['domain/money/a.ts', "import { readFileSync } from 'node:fs';"],
  ['domain/sale/a.ts', "import type { OpResult } from '../../contracts/op.ts';"],
  ['domain/sale/a.ts', "export * from '../../main/store/open.ts';"],
  ['contracts/a.ts', "const fs = await import('node:fs');"],
  ['native/a.ts', "import { DeviceHost } from '../main/devices/device-host.ts';"],
  ['main/store/sale/a.ts', "import fastify from 'fastify';"],
  ['main/store/sale/a.ts', "import { startHub } from '../../hub/index.ts';"],
  ['main/hub/a.ts', "import { app } from 'electron';"],
  ['main/hub/a.ts', "import {\n  a,\n  b,\n} from '../devices/device-host.ts';"],
  ['main/devices/a.ts', "import { TcpTransport } from '../../native/tcp.ts';"],
  ['main/app/a.ts', "import { app } from 'electron';"],
  ['main/app/a.ts', "import { join } from 'path';"],
  ['preload/a.ts', "import { readFileSync } from 'node:fs';"],
  ['renderer/kit/a.tsx', "import type { Sale } from '../../domain/sale/sale.ts';"],
  ['renderer/terminal/sale/a.tsx', "import { openStore } from '../../../main/store/open.ts';"],
  ['renderer/terminal/sale/a.tsx', "const views = import.meta.glob('../../gallery/*.tsx');"],
  ['renderer/terminal/sale/a.tsx', "import '../../../../elsewhere/a.ts';"],
  ['renderer/customer-display/a.tsx', "import { SaleDesk } from '../terminal/sale/sale-desk.ts';"],
  ['main/hub/a.ts', "const file = new URL('../devices/a.ts', import.meta.url);"],
] as const;

test.each(trespassers)('the checker sees a trespass in %s: %s', (path, text) => {
  expect(findTrespasses([{ path, text }])).toHaveLength(1);
});

test('the checker lets through what the table allows, and does not read comments', () => {
  const guests = [
    { path: 'main/app/electron/a.ts', text: "import { app } from 'electron';\nimport { join } from 'node:path';" },
    { path: 'main/app/a.ts', text: "import { TcpTransport } from '../../native/tcp.ts';" },
    { path: 'domain/a.test.ts', text: "import fc from 'fast-check';\nimport { x } from '../tests/domain/x.ts';" },
    { path: 'domain/a.ts', text: "// import fs from 'node:fs';\n/* from 'zod' */ import { b } from './b.ts';" },
    { path: 'tools/a.ts', text: "import { app } from 'electron';" },
  ];
  expectNone(findTrespasses(guests));
});
