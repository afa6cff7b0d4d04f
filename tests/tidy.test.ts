import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { expectNone } from './expect-none.ts';
import { codeOnly, projectDir, readSources, type SourceFile } from './source-files.ts';
import { rulesOf } from './spec/citations.ts';

/** Longest file, in lines. */
const fileLinesMax = 400;
const files = readSources();

/** Words a path may not hold: they name no noun. */
const emptyWords = ['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'shared', 'types', 'stuff'];
/** `index.ts` is for process entries only. */
const entries = ['main/hub/index.ts', 'main/devices/index.ts', 'main/app/electron/index.ts'];

/**
 * Rivals of the glossary's words and what to say instead. An identifier is refused when one of its words is a rival, or,
 * with `names`, when the whole of it is (a sort order is fine, an order with lines is a sale; a ticket that is a secret is
 * fine too). `except` are names that belong to others: Electron, Node, the web, WebAuthn, USB, an icon.
 */
const rivals: Readonly<Record<string, { readonly say: string; readonly names?: RegExp; readonly except?: RegExp }>> = {
  cart: { say: 'sale' },
  basket: { say: 'sale' },
  checkout: { say: 'complete or tender' },
  cashbox: { say: 'drawer or till' },
  order: {
    say: 'sale',
    names: /^(open|new|current|saved?|draft|completed?|suspended)?orders?(id|lines?|total|items?|number|status)?$/i,
  },
  ticket: {
    say: 'sale',
    names: /^(open|new|current|saved?|draft|suspended|sale)tickets?|tickets?(lines?|total|items?|number)$/i,
  },
  product: { say: 'item', except: /^product(Name|Times|Id)$/ },
  user: {
    say: 'staffMember',
    except:
      /^user(Data|Agent|Event|Gesture|Activation|Info|Name|ID|Verification)|^requireUserVerification$|^Users$|^getUserMedia$/,
  },
};

function wordsOf(identifier: string): string[] {
  return identifier
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => word.replace(/s$/, ''));
}

/** Identifiers of a file that use a rival word. */
function rivalsIn(file: SourceFile): string[] {
  const identifiers = new Set(codeOnly(file.text).match(/[A-Za-z_$][\w$]*/g) ?? []);
  return [...identifiers].filter((identifier) =>
    wordsOf(identifier).some((word) => {
      const rival = Object.hasOwn(rivals, word) ? rivals[word] : undefined;
      return rival !== undefined && (rival.names?.test(identifier) ?? !rival.except?.test(identifier));
    }),
  );
}

test('no file is longer than 400 lines', () => {
  const long = files.map((file) => [file.path, file.text.split('\n').length - 1] as const);
  expectNone(long.filter(([, lines]) => lines > fileLinesMax));
});

test('no path is named after nothing', () => {
  const parts = (path: string): string[] => path.toLowerCase().split(/[/.-]/);
  const empty = files.filter((file) => parts(file.path).some((part) => emptyWords.includes(part)));
  expectNone(empty.map((file) => file.path));
});

test('index files are process entries', () => {
  const indexes = files.filter((file) => /^index\.(ts|tsx|mjs|js)$/.test(basename(file.path)));
  expectNone(indexes.map((file) => file.path).filter((path) => !entries.includes(path)));
});

test('one noun, one name: no identifier uses a rival word of the glossary', () => {
  // Tests and the vector tool also speak the words of their sources.
  const ours = files.filter((file) => !/^tests\/|^tools\/vectors|\.test\.tsx?$/.test(file.path));
  const found = ours.map((file) => [file.path, rivalsIn(file)] as const).filter(([, names]) => names.length > 0);
  expectNone(found);
});

test('the rival words are seen where they are code, and only there', () => {
  const text = `// the cart\nconst text = 'basket';\nconst openCart = orderLines(\`\${basketSize} cart\`); userData; sortOrder;`;
  expect(rivalsIn({ path: 'domain/a.ts', text })).toEqual(['openCart', 'orderLines', 'basketSize']);
});

test('no test is left out or left alone', () => {
  // runIf and skipIf name their condition; ctx.skip and Playwright's test.skip(condition, reason) give a reason.
  const lonely = /\b(?:test|it|describe|suite)\.(?:only|todo|fails)\b|\b(?:test|it|describe|suite)\.skip\s*\(\s*['"`]/;
  const tests = files.filter((file) => /\.(test|spec)\.tsx?$/.test(file.path) && file.path !== 'tests/tidy.test.ts');
  expectNone(tests.filter((file) => lonely.test(file.text)).map((file) => file.path));
  expect(tests.length).toBeGreaterThan(5);
});

test('nothing waits for later: no TODO, FIXME or HACK', () => {
  const marks = /\b(?:TODO|FIXME|HACK|XXX)\b/;
  const late = files.filter((file) => file.path !== 'tests/tidy.test.ts' && marks.test(file.text));
  expectNone(late.map((file) => file.path));
});

test('a rule has one id, and an id one rule', () => {
  const dir = join(projectDir, 'docs/spec');
  const pages = readdirSync(dir).filter((file) => file.endsWith('.md'));
  const rules = pages.flatMap((page) => rulesOf(readFileSync(join(dir, page), 'utf8')).map((id) => ({ id, page })));
  const twice = rules.filter(({ id }, at) => rules.findIndex((rule) => rule.id === id) !== at);
  expect(rules.length).toBeGreaterThan(0);
  expectNone(twice.map(({ id, page }) => `${id} again in ${page}`));
});
