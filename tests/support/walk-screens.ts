import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { startServer } from '../../server/start-server';
import { callApi, shareLine } from './call-api';
import { type LaunchedApp, launchApp } from './launch-app';
import { emailOf, stages, type Walked } from './screens';
import type { TestLanguage } from './wording';

export type Visit = (screen: string, at: Walked & { app: ElectronApplication }) => Promise<void>;

/**
 * Shows every screen of the app (the list in `screens.ts`) as an organisation's coordinator sees it, in each of the
 * languages, without movement, at 1280 × 800, with a server of its own.
 */
export async function walkScreens(options: {
  organisation?: string;
  languages?: TestLanguage[];
  /** The names of those that are to be shown; all when not given. */
  only?: string[];
  visit: Visit;
}): Promise<void> {
  const { organisation = 'demo-horsel', languages = ['nb'], only, visit } = options;
  const server = await startServer({ demo: 'S' });
  const launched = await launchApp({ api: server.url, organisation });
  const { app, page } = launched;
  const email = emailOf[organisation] ?? '';
  try {
    // Without movement nothing is judged half-way.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await sizeWindow(launched, 1280, 800);
    await shareLine(app, page);
    for (const stage of stages) {
      await speak(page, 'nb');
      await stage.begin({ page, server, email, language: 'nb' });
      for (const language of languages) {
        const screens = stage.screens.filter(({ name }) => only?.includes(name) ?? true);
        if (screens.length > 0) await speak(page, language);
        for (const screen of screens) {
          const at = { app, page, server, email, language };
          await screen.open(at);
          await visit(screen.name, at);
          await closeDialog(page);
        }
      }
    }
  } finally {
    await app.close();
    await server.close();
  }
}

export async function sizeWindow(
  { app }: Pick<LaunchedApp, 'app'>,
  width: number,
  height: number,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

/** The page reads its language when it starts. */
async function speak(page: Page, language: TestLanguage): Promise<void> {
  await callApi(page, 'app/setLanguage', { language });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await page.waitForFunction(
    () => window.linePort !== undefined && document.querySelector('main h1') !== null,
  );
}

async function closeDialog(page: Page): Promise<void> {
  const dialog = page.locator('dialog[open]');
  if (await dialog.isVisible()) await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
}
