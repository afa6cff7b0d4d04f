// electron-builder's hook: a custom Electron brings its own default app, which has no place in a package.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

// biome-ignore lint/style/noDefaultExport: electron-builder calls the default export
export default function afterPack(/** @type {{ appOutDir: string }} */ context) {
  rmSync(join(context.appOutDir, 'resources/default_app.asar'), { force: true, recursive: true });
}
