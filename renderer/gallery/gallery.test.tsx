import '../kit/theme.css';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { languages } from '../../domain/store/store-settings.ts';
import { allSpecimens } from './all-specimens.ts';
import { hashOfPlace, type Place, placeOfHash } from './place.ts';
import { type Screen, type Specimen, tillScreens } from './specimen.ts';
import { Stage, type StageProps } from './stage.tsx';

/** Smallest side of anything a finger hits, in CSS pixels (interface.md; WCAG 2.2 SC 2.5.8 asks for 24). */
const touchMin = 44;
/** Smallest side of what is hit most, in a hurry: the keypad and the tenders. */
const keyMin = 56;
const mostHit = '[data-testid^="key-"], [data-testid^="quick-"], [data-testid^="pay-"], [data-testid="tender"]';
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What a page needs and a dialog over it hides: the page under a dialog is not there for a screen reader. */
const pageRules = { 'landmark-one-main': { enabled: false }, 'page-has-heading-one': { enabled: false } };
/** What the page wrote on the console. */
const said: string[] = [];
const plain: StageProps['place'] = { language: 'en', theme: 'light', direction: 'ltr' };

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((...words) => said.push(words.map(String).join(' ')));
  vi.spyOn(console, 'warn').mockImplementation((...words) => said.push(words.map(String).join(' ')));
});
afterEach(async () => {
  await cleanup();
  vi.restoreAllMocks();
  // React and React Aria name on the console what they cannot do with a view.
  expect(said.splice(0)).toEqual([]);
});

async function show(specimen: Specimen, state: string, place: Partial<StageProps['place']> = {}): Promise<void> {
  await cleanup();
  await render(<Stage specimen={specimen} state={state} place={{ ...plain, ...place }} />);
  // A colour on its way to another has no contrast of its own.
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
}

/** What axe has against the page, in one line each. */
async function complaints(options: axe.RunOptions): Promise<string[]> {
  const { violations } = await axe.run(document, { ...options, resultTypes: ['violations'] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/** Text keys that stand where a sentence should. */
function untranslated(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? '';
    if (/^[a-z-]+(\.[a-zA-Z_-]+)+$/.test(text)) found.push(text);
  }
  return found;
}

function described(element: Element): string {
  return `${element.tagName.toLowerCase()}[${element.getAttribute('data-testid') ?? ''}] ${element.textContent?.slice(0, 40)}`;
}

/** Controls that a finger misses. */
function tooSmall(): string[] {
  const controls = document.querySelectorAll<HTMLElement>('button, a, label[data-rac], [role="tab"], input');
  return Array.from(controls)
    .filter(
      (each) =>
        each.checkVisibility({ visibilityProperty: true }) &&
        each.closest('[data-react-aria-hidden], .sr-only, [style*="clip"]') === null,
    )
    .filter((each) => {
      const { width, height } = each.getBoundingClientRect();
      const least = each.matches(mostHit) ? keyMin : touchMin;
      return Math.ceil(height) < least || (Math.ceil(width) < least && width > 1);
    })
    .filter((each) => each.getBoundingClientRect().width > 1)
    .map((each) => `${described(each)} ${JSON.stringify(each.getBoundingClientRect())}`);
}

/** Words and figures that are cut, and a page that is wider than its window. */
function cutOff(): string[] {
  const root = document.documentElement;
  const wide = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide`] : [];
  const cut = Array.from(document.querySelectorAll<HTMLElement>('button, label, .money, h1, h2, dt, dd'))
    .filter((each) => each.checkVisibility() && each.querySelector('.truncate, .line-clamp-2') === null)
    .filter((each) => !each.matches('.truncate, .line-clamp-2, .sr-only'))
    .filter((each) => getComputedStyle(each).display !== 'inline' && each.scrollWidth > each.clientWidth + 1)
    .map((each) => `cut: ${described(each)} (${each.scrollWidth} in ${each.clientWidth})`);
  return [...wide, ...cut];
}

function largest({ screens = tillScreens }: Specimen): Screen {
  return screens[0] ?? [1366, 768];
}
function smallest({ screens = tillScreens }: Specimen): Screen {
  return screens.at(-1) ?? [1024, 768];
}

const states = allSpecimens.flatMap((specimen) =>
  Object.keys(specimen.states).map((state) => ({ specimen, state, name: `${specimen.id}/${state}` })),
);

test('the gallery shows every view of the till and of the customer display, in more states than one', () => {
  const views = Object.keys(
    import.meta.glob([
      '../terminal/**/*-view.tsx',
      '../terminal/**/*-sheet.tsx',
      '../customer-display/*-view.tsx',
      '../handheld/**/*-sheet.tsx',
    ]),
  );
  const sources = Object.values(
    import.meta.glob<string>('./*/*.gallery.tsx', { eager: true, query: '?raw', import: 'default' }),
  ).join('\n');
  // A sheet that only wires another one has nothing of its own to show.
  const wiring = new Set(['new-item-sheet', 'measure-sheet']);
  const fileNames = views
    .map((path) => path.split('/').at(-1)?.replace('.tsx', '') ?? '')
    .filter((name) => !wiring.has(name));
  const live = Object.values(
    import.meta.glob<string>('./*/live-*.tsx', { eager: true, query: '?raw', import: 'default' }),
  ).join('\n');
  expect(fileNames.filter((name) => !`${sources}${live}`.includes(`/${name}.tsx'`))).toEqual([]);
  expect(states.length).toBeGreaterThan(100);
});

test('a place in the gallery is its address', () => {
  const place: Place = {
    specimen: 'sell',
    state: 'typical',
    language: 'de',
    theme: 'dark',
    direction: 'rtl',
    size: '1366x768',
    bare: true,
  };
  expect(placeOfHash(hashOfPlace(place))).toEqual(place);
  expect(placeOfHash('#x/y?lang=xx')).toMatchObject({ language: 'en', theme: 'light', bare: false });
});

describe.each(states)('$name', ({ specimen, state }) => {
  test('has no accessibility complaints, in the light and in the dark', async () => {
    await page.viewport(...largest(specimen));
    await show(specimen, state);
    const rules = document.querySelector('[role="dialog"]') === null ? {} : pageRules;
    expect(await complaints({ runOnly: wcag, rules })).toEqual([]);
    await show(specimen, state, { theme: 'dark' });
    expect(await complaints({ runOnly: { type: 'rule', values: ['color-contrast'] } })).toEqual([]);
  });

  test.each(languages)('is whole in %s on its small screens', async (language) => {
    for (const screen of specimen.screens ?? tillScreens) {
      await page.viewport(...screen);
      await show(specimen, state, { language });
      expect(untranslated()).toEqual([]);
      expect(cutOff()).toEqual([]);
      expect(tooSmall()).toEqual([]);
    }
  });

  test('is whole from right to left', async () => {
    await page.viewport(...smallest(specimen));
    await show(specimen, state, { direction: 'rtl' });
    expect(cutOff()).toEqual([]);
  });
});
