// Builds main, preload and renderer into out/ when the sources changed. `npm run build -- --force` builds anyway.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt, sourcesHash, stampBuild } from './build-state.mjs';
import { projectDir, projectEnvironment, projectNode } from './machine.mjs';
import { CommandError, run, step } from './steps.mjs';

const vite = join(projectDir, 'node_modules/vite/bin/vite.js');
const electronVite = join(projectDir, 'node_modules/electron-vite/bin/electron-vite.js');

/** Brings out/ up to date; says so when it already is. @param {{ force?: boolean }} [options] */
export async function buildIfStale(options = {}) {
  const hash = sourcesHash();
  if (!options.force && isBuilt(hash)) {
    console.log('> build: up to date');
    return;
  }
  await step('build the program (main, preload, renderer)', () =>
    run(projectNode(), [electronVite, 'build', '--logLevel', 'warn'], {
      cwd: projectDir,
      env: projectEnvironment({ NODE_ENV: 'production', NO_COLOR: '1' }),
    }),
  );
  await step('build the handheld app (out/handheld)', () =>
    run(projectNode(), [vite, 'build', '--config', 'vite.handheld.config.ts', '--logLevel', 'warn'], {
      cwd: projectDir,
      env: projectEnvironment({ NODE_ENV: 'production', NO_COLOR: '1' }),
    }),
  );
  stampBuild(hash);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await buildIfStale({ force: process.argv.includes('--force') });
  } catch (error) {
    console.error(error instanceof CommandError ? `${error.tail}\n${error.message}` : error);
    process.exitCode = 1;
  }
}
