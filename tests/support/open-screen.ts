import type { ElectronApplication, Page } from '@playwright/test';
import type { RunningServer } from '../../server/start-server';
import { type TestLanguage, word } from './wording';

/** An app that is walked through, and the language it speaks. */
export type Walked = {
  app: ElectronApplication;
  page: Page;
  server: RunningServer;
  organisation: string;
  email: string;
  language: TestLanguage;
};

/**
 * A screen, or a screen with a question over it. `name`: kebab-case, also of its picture. `leave`: what has to happen
 * before another can be opened; a question is closed without being asked for. `window`: the one that it is, when it is
 * not the app's own.
 */
export type Screen = {
  name: string;
  open(at: Walked): Promise<unknown>;
  window?(at: Walked): Page;
  leave?(at: Walked): Promise<unknown>;
};

/** Screens that can be shown one after the other, and what has to happen once before them. It begins in Bokmål. */
export type Stage = { begin(at: Walked): Promise<unknown>; screens: Screen[] };

export function phrase(page: Page, language: TestLanguage) {
  return page.getByLabel(word(language, 'common', 'passphrase.label'), { exact: true });
}

export async function openRoute(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
  await page.locator('main h1').waitFor();
}

export async function openList(page: Page, route: string): Promise<void> {
  await openRoute(page, route);
  await page.locator('[role=grid][aria-busy=false] [role=row][aria-busy=false]').first().waitFor();
}

export async function openForm(page: Page, route: string): Promise<void> {
  await openRoute(page, route);
  await page
    .locator('main button')
    .filter({ hasText: /^(Foreslå|Føreslå|Propose|Suggest|Legg til|Add)/ })
    .click();
  await page.locator('dialog[open] form').waitFor();
}

export async function openSession(page: Page): Promise<void> {
  await openRoute(page, '/settings');
  await openRoute(page, '/batch');
  await page.locator('[role=gridcell][data-active]').waitFor();
}
