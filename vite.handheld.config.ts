import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';

const at = (path: string): string => resolve(import.meta.dirname, path);
/** A test builds into a directory of its own. */
const outDir = at(process.env['KAUNTER_HANDHELD_OUT'] ?? 'out/handheld');
/** The oldest browsers of phones this runs in: Safari 16.4 brought module workers, `CompressionStream` and the rest. */
const target = ['safari16.4', 'chrome111'];
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { readonly version: string };

/** One file of the app as the hub may serve it: path below the app, SHA-256 in lowercase hex. */
interface Asset {
  readonly path: string;
  readonly sha256: string;
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const full = join(dir, name);
    return statSync(full).isDirectory() ? filesBelow(full) : [full];
  });
}

function assetOf(full: string): Asset {
  const bytes = readFileSync(full);
  const path = relative(outDir, full).replaceAll('\\', '/');
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Files no page asks for: they are for people who look for a fault, or for the hub. */
function isServed({ path }: Asset): boolean {
  return !path.endsWith('.map') && path !== 'files.json';
}

/**
 * After the app: the service worker with the list of everything it keeps, and `files.json` with the hash of every file, by
 * which the hub knows what it may serve. The wasm of the code reader comes along, so that no network is asked for it.
 */
function offline(): Plugin {
  return {
    name: 'kaunter-offline',
    apply: 'build',
    async closeBundle() {
      const reader = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
      mkdirSync(join(outDir, 'assets'), { recursive: true });
      copyFileSync(reader, join(outDir, 'assets/zxing_reader.wasm'));
      const kept = filesBelow(outDir)
        .map(assetOf)
        .filter(isServed)
        .filter(({ path }) => path !== 'service-worker.js');
      const edition = createHash('sha256')
        .update(kept.map(({ sha256 }) => sha256).join())
        .digest('hex')
        .slice(0, 16);
      await build({
        configFile: false,
        logLevel: 'error',
        define: { keptFiles: JSON.stringify(kept.map(({ path }) => `/${path}`)), edition: JSON.stringify(edition) },
        build: {
          target,
          outDir,
          emptyOutDir: false,
          lib: {
            entry: at('renderer/handheld/service-worker/service-worker.ts'),
            formats: ['es'],
            fileName: () => 'service-worker.js',
          },
        },
      });
      const files = filesBelow(outDir).map(assetOf).filter(isServed);
      writeFileSync(join(outDir, 'files.json'), JSON.stringify(files, null, 1));
    },
  };
}

export default defineConfig({
  root: at('renderer/handheld'),
  publicDir: at('renderer/handheld/public'),
  base: '/',
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(version) },
  build: {
    outDir,
    emptyOutDir: true,
    target,
    sourcemap: true,
    // The policy of the hub knows no inline script and no data: URLs.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  plugins: [react(), tailwindcss(), offline()],
});
