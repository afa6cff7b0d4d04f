// Stands in for Electron's own default app, which the registry fallback lacks: loads the app named on the command line.
// An ES module with top-level await: Electron holds back `ready` until it is loaded, so the app can still register schemes.
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

function readArguments(given) {
  const preloads = [];
  for (let at = 0; at < given.length; at += 1) {
    const argument = given[at];
    if (argument === '-r' || argument === '--require') {
      at += 1;
      preloads.push(given[at]);
    } else if (argument === '-v' || argument === '--version') {
      return { preloads, path: null, isVersion: true };
    } else if (!argument.startsWith('-')) {
      return { preloads, path: argument, isVersion: false };
    }
  }
  return { preloads, path: null, isVersion: false };
}

async function load(path) {
  const dir = resolve(path);
  const manifestFile = join(dir, 'package.json');
  const main = Module._resolveFilename(dir, null, true);
  if (existsSync(manifestFile)) {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    if (manifest.version) app.setVersion(manifest.version);
    app.name = manifest.productName || manifest.name || app.name;
    app.setAppPath(dir);
  } else {
    app.setAppPath(dirname(main));
  }
  await import(pathToFileURL(main).href);
}

const { preloads, path, isVersion } = readArguments(process.argv.slice(1));
if (isVersion) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (preloads.length > 0) Module._preloadModules(preloads);
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
try {
  if (path === null) throw new Error('usage: electron [options] <app>');
  await load(path);
} catch (error) {
  console.error('The app could not be loaded.');
  console.error(error);
  process.exit(1);
}
