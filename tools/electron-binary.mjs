// Finds an Electron that runs here: named by hand, the package's own, downloaded, or made from the registry.
import { existsSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { fallbackDir, isFallbackPossible, isFallbackThere, makeFallback } from './electron-fallback.mjs';
import { projectDir } from './machine.mjs';
import { run, step } from './steps.mjs';

/** Longest wait for the download server to answer at all, in milliseconds. */
const connectMsMax = 4_000;
/** Longest download of Electron's 110 MB, in milliseconds. */
const downloadMsMax = 900_000;
const packageDir = join(projectDir, 'node_modules/electron');
const executable = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };

/** @param {string} dir @returns {string} */
function executableIn(dir) {
  return join(dir, executable[/** @type {'win32' | 'darwin'} */ (process.platform)] ?? 'electron');
}

/** @param {string} dir @returns {string} */
function versionIn(dir) {
  const file = join(dir, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'of unknown version';
}

/** @typedef {{ file: string, dir: string, version: string, source: 'override' | 'package' | 'download' | 'registry' }} ElectronBinary */

/**
 * @param {string} dir
 * @param {ElectronBinary['source']} source
 * @returns {ElectronBinary | null}
 */
function binaryIn(dir, source) {
  const file = executableIn(dir);
  return existsSync(file) ? { file, dir, version: versionIn(dir), source } : null;
}

/** Where the electron package would download from: its mirror if one is set, behind the proxy if one is set. */
export function downloadHost(environment = process.env) {
  const proxy = environment['HTTPS_PROXY'] || environment['https_proxy'];
  const mirror = environment['ELECTRON_MIRROR'] || environment['npm_config_electron_mirror'];
  const url = new URL(proxy || mirror || 'https://github.com');
  return { host: url.hostname, port: Number(url.port || (url.protocol === 'http:' ? 80 : 443)) };
}

/** @param {{ host: string, port: number }} target @returns {Promise<boolean>} */
function answers(target) {
  return new Promise((resolve) => {
    const socket = new Socket();
    /** @param {boolean} answer */
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(connectMsMax, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => end(true));
    socket.connect(target);
  });
}

/** @returns {Promise<ElectronBinary | null>} */
async function download() {
  const target = downloadHost();
  if (!(await answers(target))) {
    console.log(`  Electron cannot be downloaded: ${target.host} does not answer within ${connectMsMax / 1_000} s.`);
    return null;
  }
  try {
    await step('download Electron (about 110 MB, once)', () =>
      run(process.execPath, [join(packageDir, 'install.js')], { timeoutMs: downloadMsMax }),
    );
  } catch (error) {
    console.log(`  The download of Electron failed: ${error instanceof Error ? error.message : error}`);
    return null;
  }
  return binaryIn(join(packageDir, 'dist'), 'download');
}

/** Electron as it can be had without any network: named by hand, installed, or made before. @returns {ElectronBinary | null} */
export function presentElectron() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    const binary = binaryIn(override, 'override');
    if (binary === null) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${override}, but there is no Electron in it.`);
    return binary;
  }
  return (
    binaryIn(join(packageDir, 'dist'), 'package') ?? (isFallbackThere() ? binaryIn(fallbackDir, 'registry') : null)
  );
}

/** Finds or brings an Electron; throws a sentence with the next step when there is no way. @returns {Promise<ElectronBinary>} */
export async function findElectron() {
  const present = presentElectron() ?? (await download());
  if (present !== null) return present;
  if (!isFallbackPossible()) {
    throw new Error(
      'No Electron for this machine. Connect it to the internet and run `npx install-electron`, or unpack an Electron release and name its directory in ELECTRON_OVERRIDE_DIST_PATH. `npm run hub` runs the counter without a window.',
    );
  }
  await makeFallback();
  const made = binaryIn(fallbackDir, 'registry');
  if (made === null) throw new Error(`Electron should be in ${fallbackDir} now, but is not.`);
  return made;
}
