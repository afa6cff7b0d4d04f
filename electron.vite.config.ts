import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);
/** Loaded at run time: they carry native code or find their files beside themselves. Everything else is bundled. */
const natives = ['better-sqlite3', '@napi-rs/canvas', 'serialport', 'usb', 'node-hid', 'koffi'];
/**
 * The oldest Electron this runs under (ADR 0002): Chromium 130 with Node 20.18. By hand, because electron-vite would take
 * the newest it knows from the installed package.
 */
const oldest = { node: 'node20.18', chrome: 'chrome130' } as const;
const pages = {
  terminal: at('renderer/terminal/index.html'),
  'customer-display': at('renderer/customer-display/index.html'),
  gallery: at('renderer/gallery/index.html'),
};

export default defineConfig(({ command }) => ({
  main: {
    build: {
      outDir: 'out/main',
      // Kept in `dev`: two quick saves would otherwise start Electron while the hub's bundle is gone.
      emptyOutDir: command === 'build',
      target: oldest.node,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        external: natives,
        input: {
          index: at('main/app/electron/index.ts'),
          headless: at('main/app/headless.ts'),
          hub: at('main/hub/index.ts'),
          devices: at('main/app/device-process.ts'),
          'backup-thread': at('main/hub/backup/backup-thread.ts'),
          'checkpoint-thread': at('main/store/sqlite/checkpoint-thread.ts'),
          'verify-thread': at('main/hub/verify-thread.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: oldest.node,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: { terminal: at('preload/terminal.ts'), 'customer-display': at('preload/customer-display.ts') },
        // A sandboxed preload can only be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    build: {
      outDir: 'out/renderer',
      target: oldest.chrome,
      sourcemap: true,
      minify: true,
      emptyOutDir: true,
      // The policy of the window knows no inline script: no module preload polyfill, no data: URLs.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: pages },
    },
    plugins: [react(), tailwindcss()],
  },
}));
