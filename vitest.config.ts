import { existsSync } from 'node:fs';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** Debian's Chromium; without it Playwright looks for the one it installed itself. */
const systemChromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const launchOptions = {
  ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
};
/** Compiled on the fly at the first test otherwise, which reloads the page under it. */
const optimized = ['react', 'react-dom/client', 'react/jsx-runtime', 'react/jsx-dev-runtime', 'vitest-browser-react'];
const never = ['**/node_modules/**', 'out/**', 'dist/**', '.cache/**', 'tests/e2e/**'];

/**
 * Three projects: `node` (everything without a DOM, with real SQLite and real sockets), `simulation` (thousands of simulated
 * lives and kills of the real modules) and `browser` (components in a real
 * Chromium). A test of a `.tsx` file is a browser test; a `.ts` test of the renderer is one only when it says so by name.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: [...never, '**/*.browser.test.ts', 'tests/simulation/**'],
          environment: 'node',
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          // What is polled for comes when the machine gets to it, not within a second.
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        test: {
          name: 'simulation',
          include: ['tests/simulation/*.test.ts'],
          exclude: never,
          environment: 'node',
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      {
        plugins: [react(), tailwindcss()],
        optimizeDeps: { include: optimized },
        test: {
          name: 'browser',
          include: ['renderer/**/*.test.tsx', 'renderer/**/*.browser.test.ts'],
          exclude: never,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
