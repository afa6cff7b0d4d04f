import { defineConfig } from '@playwright/test';

/** The real Electron window on the real build; one at a time, since each has its own hub and its own store. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  // A busy machine can stop a window for longer than a person would wait: once more from the start, and named at the end.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list']],
  // No traces: recording an Electron window hangs the runner when a page crashes or the program quits by itself.
  use: { trace: 'off' },
});
