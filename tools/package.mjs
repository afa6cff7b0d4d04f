// `npm run package`: builds, and packs the program with the Electron found here into dist/.
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { findElectron } from './electron-binary.mjs';
import { projectDir, projectEnvironment, projectNode } from './machine.mjs';
import { CommandError, run, step } from './steps.mjs';

try {
  await buildIfStale();
  const electron = await step('find Electron', () => findElectron());
  // Handed over by arguments: the file keeps meaning the Electron of package.json.
  const own = electron.source === 'package' || electron.source === 'download';
  const custom = own ? [] : [`-c.electronDist=${electron.dir}`, `-c.electronVersion=${electron.version}`];
  await step(`pack with Electron ${electron.version} (${electron.source})`, () =>
    run(projectNode(), [join(projectDir, 'node_modules/electron-builder/cli.js'), '--dir', ...custom], {
      cwd: projectDir,
      env: projectEnvironment(),
    }),
  );
  console.log('The program is in dist/.');
} catch (error) {
  if (error instanceof CommandError) console.error(error.tail);
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
