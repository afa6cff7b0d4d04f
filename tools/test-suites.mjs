// The suites of `npm test`: how each is run, what it needs, and how its runner's own report is counted.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { findElectron } from './electron-binary.mjs';
import {
  electronPackages,
  hasCommand,
  hasDisplay,
  librariesSentence,
  missingLibraries,
  projectDir,
  projectEnvironment,
  projectNode,
} from './machine.mjs';
import { CommandError, run } from './steps.mjs';

/**
 * What a suite came to. `failures` are one line each; `skips` name a reason each; `unstable` passed only when run again.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[], skips: string[], unstable: string[] }} Outcome
 * @typedef {{ name: string, title: string, quick: boolean, work: () => Promise<Outcome>, lacks: () => string | null }} Suite
 */

const reportDir = join(projectDir, '.cache/test');
const chromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
/** Screen of the virtual display, in pixels and bits. */
const virtualScreen = '-screen 0 1920x1200x24';

/** @param {string} name @returns {string} */
function reportFile(name) {
  mkdirSync(reportDir, { recursive: true });
  const file = join(reportDir, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} name @returns {string} */
const bin = (name) => join(projectDir, 'node_modules', name);

/**
 * Runs a command that counts as one test: it passes with code 0.
 * @param {string} title
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
async function oneCheck(title, file, args) {
  try {
    await run(file, args, { cwd: projectDir, env: projectEnvironment() });
    return { passed: 1, failed: 0, skipped: 0, failures: [], skips: [], unstable: [] };
  } catch (error) {
    console.log(error instanceof CommandError ? error.tail : error);
    return { passed: 0, failed: 1, skipped: 0, failures: [`${title}: see above`], skips: [], unstable: [] };
  }
}

/**
 * A runner that ended without a readable report has failed as a whole.
 * @param {{ file: string, title: string, error: unknown }} run
 * @param {(report: any) => Outcome} count
 * @returns {Outcome}
 */
function countReport({ file, title, error }, count) {
  if (!existsSync(file)) {
    if (error instanceof CommandError) console.log(error.tail);
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [`${title} left no report: ${error}`],
      skips: [],
      unstable: [],
    };
  }
  const outcome = count(JSON.parse(readFileSync(file, 'utf8')));
  if (error !== null && outcome.failed === 0) {
    if (error instanceof CommandError) console.log(error.tail);
    outcome.failed += 1;
    outcome.failures.push(`${title} ended badly though no test failed: ${error}`);
  }
  return outcome;
}

/**
 * Counts a vitest report; a file that could not even be loaded is one failure.
 * @param {any} report
 * @returns {Outcome}
 */
export function countVitest(report) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [], unstable: [] };
  for (const file of report.testResults) {
    const path = file.name.replace(`${projectDir}/`, '');
    if (
      file.status === 'failed' &&
      !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed')
    ) {
      outcome.failed += 1;
      outcome.failures.push(`${path}: ${file.message.split('\n')[0] || 'could not be run'}`);
    }
    for (const test of file.assertionResults) countVitestTest(outcome, path, test);
  }
  return outcome;
}

/** @param {Outcome} outcome @param {string} path @param {any} test */
function countVitestTest(outcome, path, test) {
  if (test.status === 'passed') outcome.passed += 1;
  else if (test.status === 'failed') {
    outcome.failed += 1;
    const message = plain(test.failureMessages[0] ?? '')
      .split('\n')
      .filter((line) => !/^\s+at /.test(line))
      .slice(0, 40)
      .join('\n      ');
    outcome.failures.push(`${path}: ${test.fullName}\n      ${message}`);
  } else {
    outcome.skipped += 1;
    outcome.skips.push(`${path}: ${test.fullName} (its condition does not hold on this machine)`);
  }
}

/**
 * Counts a Playwright report; an error outside any test is a failure, a test that passed when it was run again is unstable.
 * @param {any} report
 * @returns {Outcome}
 */
export function countPlaywright(report) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [], unstable: [] };
  for (const error of report.errors ?? []) {
    outcome.failed += 1;
    outcome.failures.push(`e2e: ${(error.message ?? '').split('\n')[0]}`);
  }
  for (const suite of report.suites ?? []) countPlaywrightSuite(outcome, suite);
  return outcome;
}

/** @param {Outcome} outcome @param {any} suite */
function countPlaywrightSuite(outcome, suite) {
  for (const inner of suite.suites ?? []) countPlaywrightSuite(outcome, inner);
  for (const spec of suite.specs ?? []) {
    for (const test of spec.tests) {
      const title = `${spec.file}: ${spec.title}`;
      if (test.status === 'expected' || test.status === 'flaky') outcome.passed += 1;
      if (test.status === 'flaky') outcome.unstable.push(`${title}\n      ${firstError(test)}`);
      if (test.status === 'expected' || test.status === 'flaky') continue;
      if (test.status === 'skipped') {
        const reason = test.annotations.find((/** @type {any} */ note) => note.type === 'skip')?.description;
        outcome.skipped += 1;
        outcome.skips.push(`${title} (${reason ?? 'not run after a failure before it'})`);
      } else {
        const error = test.results.at(-1)?.error?.message ?? test.status;
        outcome.failed += 1;
        outcome.failures.push(`${title}\n      ${plain(error).split('\n').slice(0, 8).join('\n      ')}`);
      }
    }
  }
}

/** @param {any} test */
function firstError(test) {
  const failed = test.results.find((/** @type {any} */ result) => result.error !== undefined);
  return plain(failed?.error?.message ?? 'no error was kept').split('\n')[0] ?? '';
}

/**
 * Files whose tests wait for a real browser, window, serial line or network of this machine: what fails there is run once more by itself,
 * and is named at the end if it passes then. Everything else decides at its first run.
 */
const waitingPlaces = [
  /^tests\/(devices|handheld|native|network|restore)\//,
  /^renderer\/.*\.test\.tsx$/,
  /\.browser\.test\.ts$/,
];
/** More failing files than this are not bad luck. */
const secondTryFilesMax = 5;

/** @param {'node' | 'simulation' | 'browser'} project @returns {Promise<Outcome>} */
async function vitest(project) {
  const first = await vitestRun(project, []);
  const failed = [...new Set(first.failures.map((failure) => failure.slice(0, failure.indexOf(':'))))];
  const mayTryAgain = failed.every((path) => waitingPlaces.some((place) => place.test(path)));
  if (failed.length === 0 || failed.length > secondTryFilesMax || !mayTryAgain) return first;
  console.log(`  once more, by itself: ${failed.join(', ')}`);
  return afterSecondTry(first, await vitestRun(project, failed));
}

/**
 * What two runs came to, the second of the files alone that had failed: what passed then is named as unstable.
 * @param {Outcome} first
 * @param {Outcome} second
 * @returns {Outcome}
 */
export function afterSecondTry(first, second) {
  if (second.failed > 0 || second.passed < first.failed)
    return { ...first, failures: [...first.failures, ...second.failures] };
  return { ...first, passed: first.passed + first.failed, failed: 0, failures: [], unstable: first.failures };
}

/** @param {string} project @param {readonly string[]} only @returns {Promise<Outcome>} */
async function vitestRun(project, only) {
  const file = reportFile(project);
  const args = [bin('vitest/vitest.mjs'), 'run', ...only, '--project', project, '--reporter=dot', '--reporter=json'];
  let failure = null;
  try {
    await run(projectNode(), [...args, `--outputFile.json=${file}`], {
      cwd: projectDir,
      env: projectEnvironment({ NO_COLOR: '1', CI: process.env['CI'] ?? '1' }),
    });
  } catch (error) {
    failure = error;
  }
  return countReport({ file, title: `vitest (${project})`, error: failure }, countVitest);
}

/** @returns {Promise<Outcome>} */
async function playwright() {
  const electron = await findElectron();
  const missing = missingLibraries(electron.file);
  if (missing.length > 0) throw new Error(librariesSentence(missing));
  await buildIfStale();
  const file = reportFile('e2e');
  const test = [projectNode(), bin('@playwright/test/cli.js'), 'test', '--reporter=json,line'];
  const command = hasCommand('xvfb-run') ? ['xvfb-run', '-a', '-s', virtualScreen, ...test] : test;
  let failure = null;
  try {
    await run(command[0] ?? '', command.slice(1), {
      cwd: projectDir,
      env: projectEnvironment({
        NO_COLOR: '1',
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        KAUNTER_ELECTRON: electron.file,
      }),
    });
  } catch (error) {
    failure = error;
  }
  return countReport({ file, title: 'playwright', error: failure }, countPlaywright);
}

/** Without the colours a runner wrote into its report. @param {string} text */
function plain(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
  return text.replace(/\u001b\[[\d;]*m/g, '');
}

const needsNothing = () => null;

function lacksChromium() {
  if (existsSync(chromium)) return null;
  return `no Chromium at ${chromium} (Debian package chromium; or name one in CHROMIUM_PATH)`;
}

function lacksDisplay() {
  if (process.platform !== 'linux') return null;
  if (hasCommand('xvfb-run') && hasCommand('Xvfb') && hasCommand('xauth')) return null;
  return hasDisplay() ? null : 'no display, and no virtual one (Debian packages xvfb and xauth)';
}

/** In the order they run. @type {readonly Suite[]} */
export const suites = [
  {
    name: 'types',
    title: 'types (tsc -b)',
    quick: true,
    lacks: needsNothing,
    work: () => oneCheck('tsc', projectNode(), [bin('typescript/bin/tsc'), '-b']),
  },
  {
    name: 'lint',
    title: 'lint and format (biome)',
    quick: true,
    lacks: needsNothing,
    work: () => oneCheck('biome', projectNode(), [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off']),
  },
  {
    name: 'unit',
    title: 'unit, property and integration tests (vitest, Node)',
    quick: true,
    lacks: needsNothing,
    work: () => vitest('node'),
  },
  {
    name: 'simulation',
    title: 'simulated lives, deliberate bugs and kills (vitest, Node)',
    quick: true,
    lacks: needsNothing,
    work: () => vitest('simulation'),
  },
  {
    name: 'browser',
    title: 'component tests (vitest, Chromium)',
    quick: false,
    lacks: lacksChromium,
    work: () => vitest('browser'),
  },
  {
    name: 'build',
    title: 'build (electron-vite)',
    quick: false,
    lacks: needsNothing,
    work: async () => {
      await buildIfStale();
      return { passed: 1, failed: 0, skipped: 0, failures: [], skips: [], unstable: [] };
    },
  },
  {
    name: 'e2e',
    title: 'end-to-end tests (Playwright, Electron)',
    quick: false,
    lacks: lacksDisplay,
    work: () => playwright(),
  },
];

/**
 * What stands in for devices: ptys for serial and printer nodes, a device tree with HID devices in it and the library that
 * reads them, and a compiler for the two small libraries the tests bring.
 */
function missingDevicePackages() {
  if (process.platform !== 'linux') return [];
  /** @type {readonly [string, boolean][]} */
  const wanted = [
    ['socat', hasCommand('socat')],
    ['umockdev', hasCommand('umockdev-run')],
    ['libnss3-tools', hasCommand('certutil')],
    ['libusb-1.0-0', hasLibrary('libusb-1.0.so.0')],
    ['gcc', hasCommand('gcc')],
    ['libc6-dev', existsSync('/usr/include/stdio.h')],
    ['linux-libc-dev', existsSync('/usr/include/linux/hidraw.h')],
  ];
  return wanted.filter(([, isThere]) => !isThere).map(([name]) => name);
}

/** @param {string} name */
function hasLibrary(name) {
  const places = ['/lib', '/usr/lib', '/usr/lib64', '/lib/x86_64-linux-gnu', '/lib/aarch64-linux-gnu'];
  return places.some((place) => existsSync(join(place, name)));
}

/** Debian packages the suites need and this machine lacks. @returns {string[]} */
export function missingPackages() {
  const lacking = [];
  if (!existsSync(chromium)) lacking.push('chromium');
  if (!hasCommand('xvfb-run') || !hasCommand('Xvfb')) lacking.push('xvfb');
  if (!hasCommand('xauth')) lacking.push('xauth');
  const windows = lacking.length === 0 ? [] : [...lacking, ...electronPackages];
  return [...windows, ...missingDevicePackages()];
}
