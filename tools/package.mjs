// `npm run package`: builds, and packs the program with the Electron found here into dist/ (or `-- --out DIR`).
import { join, resolve } from 'node:path';
import { buildIfStale } from './build.mjs';
import { findElectron } from './electron-binary.mjs';
import { projectDir, projectEnvironment, projectNode } from './machine.mjs';
import { CommandError, run, step } from './steps.mjs';

const outAt = process.argv.indexOf('--out');
const outDir = resolve(outAt === -1 ? join(projectDir, 'dist') : (process.argv[outAt + 1] ?? 'dist'));

try {
  await buildIfStale();
  const electron = await step('find Electron', () => findElectron());
  // Handed over by arguments: the file keeps meaning the Electron of package.json.
  const own = electron.source === 'package' || electron.source === 'download';
  const custom = own ? [] : [`-c.electronDist=${electron.dir}`, `-c.electronVersion=${electron.version}`];
  await step(`pack with Electron ${electron.version} (${electron.source})`, () =>
    run(
      projectNode(),
      [join(projectDir, 'node_modules/electron-builder/cli.js'), '--dir', `-c.directories.output=${outDir}`, ...custom],
      {
        cwd: projectDir,
        env: projectEnvironment(),
      },
    ),
  );
  console.log(`The program is in ${outDir}.`);
} catch (error) {
  if (error instanceof CommandError) console.error(error.tail);
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
