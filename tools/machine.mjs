// What this machine has: Node 24, a display, the system libraries, Debian's packages.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The project's directory. */
export const projectDir = resolve(import.meta.dirname, '..');
/** Directory of the commands npm installed. */
export const binDir = join(projectDir, 'node_modules/.bin');
const platformName = process.platform === 'win32' ? 'win' : process.platform;

/**
 * The Node 24 npm installed for this project, or this very Node when it is new enough. Throws a sentence when neither is there.
 * @returns {string}
 */
export function projectNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const installed = join(projectDir, 'node_modules', `node-${platformName}-${process.arch}`, 'bin', name);
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `The project's Node 24 is missing (this is ${process.version}). Run \`npm ci\` in ${projectDir}; where npm has no Node for ${platformName}-${process.arch}, install Node 24 yourself and start again.`,
  );
}

/**
 * The environment for the project's own commands: its Node 24 first in the path.
 * @param {Record<string, string>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnvironment(more = {}) {
  return { ...process.env, PATH: `${binDir}${delimiter}${process.env['PATH'] ?? ''}`, ...more };
}

/** Can a window be shown? Always, except on a Linux without X11 and Wayland. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

export function isRoot() {
  return process.getuid?.() === 0;
}

export function isDebian() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/**
 * Is there a command of this name in the path?
 * @param {string} name
 * @returns {boolean}
 */
export function hasCommand(name) {
  const places = (process.env['PATH'] ?? '').split(delimiter);
  return places.some((place) => existsSync(join(place, name)));
}

/** Which Debian package brings a shared library that Electron and Chromium want. */
const packageOfLibrary = new Map([
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libgdk-3.so.0', 'libgtk-3-0'],
  ['libnss3.so', 'libnss3'],
  ['libnssutil3.so', 'libnss3'],
  ['libsmime3.so', 'libnss3'],
  ['libnspr4.so', 'libnspr4'],
  ['libasound.so.2', 'libasound2'],
  ['libgbm.so.1', 'libgbm1'],
  ['libcups.so.2', 'libcups2'],
  ['libatk-1.0.so.0', 'libatk1.0-0'],
  ['libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0'],
  ['libatspi.so.0', 'libatspi2.0-0'],
  ['libdrm.so.2', 'libdrm2'],
  ['libxkbcommon.so.0', 'libxkbcommon0'],
  ['libXcomposite.so.1', 'libxcomposite1'],
  ['libXdamage.so.1', 'libxdamage1'],
  ['libXfixes.so.3', 'libxfixes3'],
  ['libXrandr.so.2', 'libxrandr2'],
  ['libXext.so.6', 'libxext6'],
  ['libX11.so.6', 'libx11-6'],
  ['libxcb.so.1', 'libxcb1'],
  ['libpango-1.0.so.0', 'libpango-1.0-0'],
  ['libcairo.so.2', 'libcairo2'],
  ['libdbus-1.so.3', 'libdbus-1-3'],
  ['libexpat.so.1', 'libexpat1'],
  ['libglib-2.0.so.0', 'libglib2.0-0'],
  ['libgobject-2.0.so.0', 'libglib2.0-0'],
  ['libgio-2.0.so.0', 'libglib2.0-0'],
  ['libudev.so.1', 'libudev1'],
]);

/** All packages the Electron window needs on a bare Debian. */
export const electronPackages = [...new Set(packageOfLibrary.values())];

/**
 * Shared libraries a binary wants and this machine lacks.
 * @param {string} file
 * @returns {string[]}
 */
export function missingLibraries(file) {
  if (process.platform !== 'linux') return [];
  let text = '';
  try {
    text = execFileSync('ldd', [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return []; // No ldd (musl, NixOS): starting it will tell.
  }
  return [...text.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

/**
 * A sentence that names the missing libraries and the command that brings them.
 * @param {readonly string[]} libraries
 * @returns {string}
 */
export function librariesSentence(libraries) {
  const packages = [...new Set(libraries.map((library) => packageOfLibrary.get(library) ?? ''))].filter(Boolean);
  const command = packages.length === 0 ? '' : ` On Debian or Ubuntu: ${aptCommand(packages)}`;
  return `Electron needs system libraries that are not here: ${libraries.join(', ')}.${command}`;
}

/** @param {readonly string[]} packages @returns {string} */
export function aptCommand(packages) {
  return `${isRoot() ? '' : 'sudo '}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}
