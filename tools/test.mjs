// `npm test`: every check there is, one closing line. `-- --quick` leaves out browser, build and e2e; `-- --only unit,e2e`
// runs just those. Missing Debian packages are named, or installed by root with CI or KAUNTER_INSTALL=1.
import { aptCommand, isDebian, isRoot } from './machine.mjs';
import { CommandError, run, step } from './steps.mjs';
import { missingPackages, suites } from './test-suites.mjs';

/** @typedef {import('./test-suites.mjs').Outcome} Outcome */

function readFlags() {
  const args = process.argv.slice(2);
  const at = args.indexOf('--only');
  const only = at === -1 ? null : (args[at + 1] ?? '').split(',').filter(Boolean);
  const known = suites.map((suite) => suite.name);
  const unknown = (only ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0 || only?.length === 0) {
    throw new Error(`--only takes some of ${known.join(',')}; not "${unknown.join(',')}".`);
  }
  return { only, quick: args.includes('--quick') };
}

async function prepareMachine() {
  const packages = missingPackages();
  if (packages.length === 0 || !isDebian()) return;
  const mayInstall = isRoot() && Boolean(process.env['CI'] || process.env['KAUNTER_INSTALL']);
  if (!mayInstall) {
    console.log(`This machine lacks packages for some suites. To run them all: ${aptCommand(packages)}`);
    return;
  }
  await step(`install Debian packages (${packages.length})`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env });
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  });
}

/** @param {import('./test-suites.mjs').Suite} suite @returns {Promise<Outcome>} */
async function runSuite(suite) {
  const lack = suite.lacks();
  if (lack !== null)
    return { passed: 0, failed: 0, skipped: 1, failures: [], skips: [`suite ${suite.name}: ${lack}`], unstable: [] };
  try {
    const outcome = await step(suite.title, suite.work);
    if (outcome.passed + outcome.failed + outcome.skipped === 0) {
      return { ...outcome, failed: 1, failures: [`suite ${suite.name}: ran no test at all`] };
    }
    console.log(`  ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`);
    return outcome;
  } catch (error) {
    if (error instanceof CommandError) console.log(error.tail);
    const sentence = error instanceof Error ? error.message : String(error);
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [`suite ${suite.name}: ${sentence}`],
      skips: [],
      unstable: [],
    };
  }
}

/** @param {readonly Outcome[]} outcomes @returns {Outcome} */
function sumOf(outcomes) {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
    skipped: outcomes.reduce((sum, { skipped }) => sum + skipped, 0),
    failures: outcomes.flatMap(({ failures }) => failures),
    skips: outcomes.flatMap(({ skips }) => skips),
    unstable: outcomes.flatMap(({ unstable }) => unstable),
  };
}

/** @param {Outcome} sum @param {readonly string[]} leftOut */
function report(sum, leftOut) {
  console.log('');
  for (const failure of sum.failures) console.log(`FAILED   ${failure}`);
  for (const shaky of sum.unstable) console.log(`UNSTABLE ${shaky}\n      passed when it was run again`);
  for (const skip of sum.skips) console.log(`SKIPPED  ${skip}`);
  if (leftOut.length > 0) console.log(`LEFT OUT on request: ${leftOut.join(', ')}`);
  if (sum.passed + sum.failed === 0) console.log('FAILED   no test ran at all');
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

/** Seeds and kills of a quick run; a whole one has 2,000 and 500. */
const quickSeeds = '100';
const quickKills = '30';

async function main() {
  const { only, quick } = readFlags();
  if (quick) {
    process.env['KAUNTER_SEEDS'] ??= quickSeeds;
    process.env['KAUNTER_KILLS'] ??= quickKills;
  }
  const chosen = suites.filter((suite) => (only === null ? !quick || suite.quick : only.includes(suite.name)));
  await prepareMachine();
  const outcomes = [];
  for (const suite of chosen) outcomes.push(await runSuite(suite));
  report(
    sumOf(outcomes),
    suites.filter((suite) => !chosen.includes(suite)).map((suite) => suite.name),
  );
}

try {
  await main();
} catch (error) {
  if (error instanceof CommandError) console.error(error.tail);
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
}
