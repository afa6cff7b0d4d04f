// Is the build in out/ the one of these sources? Answered by content, so a checkout or a touch builds nothing again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from './machine.mjs';

const sourceDirs = ['contracts', 'domain', 'main', 'native', 'preload', 'renderer', 'resources'];
const sourceFiles = [
  'electron.vite.config.ts',
  'vite.handheld.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];
const stampFile = join(projectDir, 'out/built-from.txt');
const notBuilt = /\.test\.tsx?$|\.md$/;

/** @param {string} dir @returns {string[]} */
function filesUnder(dir) {
  if (!existsSync(join(projectDir, dir))) return [];
  return readdirSync(join(projectDir, dir), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !notBuilt.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** SHA-256 over the names and bytes of everything that goes into the build. */
export function sourcesHash() {
  const hash = createHash('sha256');
  const files = [...sourceDirs.flatMap(filesUnder), ...sourceFiles.map((file) => join(projectDir, file))];
  for (const file of files) {
    hash.update(`${file.slice(projectDir.length)}\0`);
    hash.update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex');
}

/** @param {string} hash @returns {boolean} */
export function isBuilt(hash) {
  return (
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === hash &&
    existsSync(join(projectDir, 'out/main/index.js'))
  );
}

/** What lies in out/ is no longer the build of any sources: `dev` writes there too. */
export function forgetBuild() {
  rmSync(stampFile, { force: true });
}

/** @param {string} hash */
export function stampBuild(hash) {
  mkdirSync(join(projectDir, 'out'), { recursive: true });
  writeFileSync(stampFile, hash);
}
