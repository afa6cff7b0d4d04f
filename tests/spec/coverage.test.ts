import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectNone } from '../expect-none.ts';
import { projectDir, readSources } from '../source-files.ts';
import { citationsOf, rulesOf } from './citations.ts';

const specDir = join(projectDir, 'docs/spec');
const pages = readdirSync(specDir).filter((file) => file.endsWith('.md'));
const rules = pages.flatMap((page) =>
  rulesOf(readFileSync(join(specDir, page), 'utf8')).map((id) => ({ id, page: `docs/spec/${page}` })),
);
const testFiles = readSources().filter(
  (file) => /\.(test|spec)\.tsx?$/.test(file.path) && !file.path.startsWith('tests/spec/'),
);
const citations = testFiles.flatMap((file) => citationsOf(file).map((id) => ({ id, path: file.path })));

test('every rule is cited by the title of a test', () => {
  const cited = new Set(citations.map(({ id }) => id));
  console.log(`spec: ${rules.length} rules on ${pages.length} pages, cited by ${testFiles.length} test files`);
  expect(rules.length).toBeGreaterThan(50);
  expectNone(rules.filter(({ id }) => !cited.has(id)).map(({ id, page }) => `${id} of ${page}`));
});

test('every rule a test cites exists', () => {
  const known = new Set(rules.map(({ id }) => id));
  expectNone(citations.filter(({ id }) => !known.has(id)).map(({ id, path }) => `${id} in ${path}`));
});

test('the reader of titles sees ids in every way of writing a test, and only at the start of a title', () => {
  const text = `
    test('TN1 one', () => {});
    test("TN2, TN3 and TN4 three", async () => {});
    test.each(table)('TN5 each %s', (row) => {});
    test.runIf(process.platform === 'linux')('TN6 on linux', async () => {});
    it(\`TN7 \${name}\`, () => {});
    test('says UTF8 and TN8 later', () => {});
    expect(text).toBe('TN9');`;
  expect(citationsOf({ path: 'a.test.ts', text }).sort()).toEqual(['TN1', 'TN2', 'TN3', 'TN4', 'TN5', 'TN6', 'TN7']);
  expect(rulesOf('**AB1** one\ntext **AB2** two\n**AB3** three')).toEqual(['AB1', 'AB3']);
});
