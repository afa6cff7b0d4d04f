// `npm start`: opens the till. Without a display it runs the hub headless instead. `--headless` (npm run hub) does only
// that, `--dev` (npm run dev) opens the till with hot reload and a demo shop. Runs on Node 20 or newer.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { forgetBuild } from './build-state.mjs';
import { findElectron } from './electron-binary.mjs';
import {
  hasDisplay,
  isRoot,
  librariesSentence,
  missingLibraries,
  projectDir,
  projectEnvironment,
  projectNode,
} from './machine.mjs';
import { CommandError, step } from './steps.mjs';

const flags = new Set(process.argv.slice(2));

/**
 * Runs a program until it ends, with our terminal; its code becomes ours.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function hand(file, args, env) {
  const child = spawn(file, args, { cwd: projectDir, env, stdio: 'inherit' });
  // Ctrl+C goes to the whole group: the program decides when it has stopped in order.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
  });
}

function startHeadless() {
  console.log('> start the hub (no window)');
  hand(projectNode(), [join(projectDir, 'main/app/headless.ts')], projectEnvironment());
}

/** Electron's sandbox refuses to run as root. */
function sandboxArguments() {
  if (process.platform !== 'linux' || !isRoot()) return [];
  console.log('  You are root: Electron runs with --no-sandbox. Use an ordinary account at a real counter.');
  return ['--no-sandbox'];
}

async function electronHere() {
  const electron = await step('find Electron', () => findElectron());
  console.log(`  Electron ${electron.version} (${electron.source})`);
  const missing = missingLibraries(electron.file);
  if (missing.length > 0) throw new Error(librariesSentence(missing));
  return electron;
}

async function startWindow() {
  projectNode();
  await buildIfStale();
  const electron = await electronHere();
  const sandbox = sandboxArguments();
  console.log('> open the till');
  hand(electron.file, [...sandbox, projectDir], projectEnvironment());
}

async function startDev() {
  const electron = await electronHere();
  const sandbox = sandboxArguments();
  const env = projectEnvironment({
    ELECTRON_EXEC_PATH: electron.file,
    KAUNTER_DEMO: process.env['KAUNTER_DEMO'] ?? 'cafe',
    KAUNTER_DEV: '1',
    KAUNTER_DATA: process.env['KAUNTER_DATA'] ?? join(projectDir, '.cache/dev-data'),
    ...(sandbox.length > 0 ? { NO_SANDBOX: '1' } : {}),
  });
  forgetBuild();
  console.log(`> develop with hot reload (demo shop "${env['KAUNTER_DEMO']}", data in ${env['KAUNTER_DATA']})`);
  hand(projectNode(), [join(projectDir, 'node_modules/electron-vite/bin/electron-vite.js'), 'dev', '--watch'], env);
}

async function start() {
  if (flags.has('--headless')) return startHeadless();
  if (!hasDisplay()) {
    console.log('There is no display (DISPLAY and WAYLAND_DISPLAY are not set), so no window can be opened.');
    if (flags.has('--dev')) throw new Error('Hot reload needs a display; `xvfb-run -a npm run dev` gives it one.');
    return startHeadless();
  }
  return flags.has('--dev') ? startDev() : startWindow();
}

try {
  await start();
} catch (error) {
  if (error instanceof CommandError) console.error(error.tail);
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
