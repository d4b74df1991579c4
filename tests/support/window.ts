import type { Page } from '@playwright/test';
import type { LaunchedApp } from './launch-app';

export function closeWindow({ app }: LaunchedApp): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

export function isVisible({ app }: LaunchedApp): Promise<boolean | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
}

/** Everything that can be read in the grid, fields included. */
export function shownText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const grid = document.querySelector('[role=grid]');
    const fields = [...(grid?.querySelectorAll('input') ?? [])].map(({ value }) => value);
    return [grid?.textContent, ...fields].join(' ');
  });
}
