import { test } from '@playwright/test';

/** Puts figures beside the running test, such as `{ keyPresses: 318 }`: `npm run e2e -- ux --json` prints them on its line. */
export function noteFigures(figures: Record<string, number>): void {
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
}
