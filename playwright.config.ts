import { defineConfig } from '@playwright/test';

const report = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;

/** Tests of the built app, one at a time: they share a display and a session bus. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'artifacts/e2e',
  // The same on every system: what is compared are words.
  snapshotPathTemplate: '{testDir}/{testFileDir}/{arg}{ext}',
  workers: 1,
  fullyParallel: false,
  // A busy build machine can miss a deadline; what passes only the second time is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
});
