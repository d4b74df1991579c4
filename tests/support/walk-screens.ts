import type { Page } from '@playwright/test';
import { startServer } from '../../server/start-server';
import { callApi, shareLine } from './call-api';
import { type LaunchedApp, launchApp } from './launch-app';
import type { Screen, Stage, Walked } from './open-screen';
import { stages as allStages, emailOf } from './screens';
import type { TestLanguage } from './wording';

export type Visit = (screen: string, at: Walked) => Promise<void>;
type Options = {
  organisation?: string;
  languages?: TestLanguage[];
  /** What is walked through; the screens of the app's own window when not given. */
  stages?: readonly Stage[];
  /** The names of those that are to be shown; all when not given. */
  only?: string[];
  /** How often a screen that could not be shown, or visited, is tried; once when not given. */
  tries?: number;
  /** Told of a screen that could not, so that the others are shown all the same; thrown when not given. */
  onFailure?: (screen: string, error: unknown) => void;
  visit: Visit;
};

/** A busy machine takes its time. */
const patienceMs = 60_000;

/**
 * Shows every screen of the app (the list in `screens.ts`) as an organisation's coordinator sees it, in each of the
 * languages, without movement, at 1280 × 800, with a server of its own.
 */
export async function walkScreens(options: Options): Promise<void> {
  const { organisation = 'demo-horsel', languages = ['nb'], stages = allStages, only } = options;
  const server = await startServer({ demo: 'S' });
  const launched = await launchApp({ api: server.url, organisation });
  const { app, page } = launched;
  const email = emailOf[organisation] ?? '';
  try {
    page.setDefaultTimeout(patienceMs);
    // Without movement nothing is judged half-way.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await sizeWindow(launched, 1280, 800);
    await shareLine(app, page);
    for (const stage of stages) {
      await speak(page, 'nb');
      await stage.begin({ app, page, server, organisation, email, language: 'nb' });
      for (const language of languages) {
        const screens = stage.screens.filter(({ name }) => only?.includes(name) ?? true);
        if (screens.length > 0) await speak(page, language);
        for (const screen of screens)
          await show(screen, { app, page, server, organisation, email, language }, options);
      }
    }
  } finally {
    await app.close();
    await server.close();
  }
}

async function show(screen: Screen, at: Walked, { tries = 1, onFailure, visit }: Options): Promise<void> {
  for (let left = tries - 1; ; left -= 1)
    try {
      await screen.open(at);
      await visit(screen.name, { ...at, page: screen.window?.(at) ?? at.page });
      await screen.leave?.(at);
      await closeDialog(at.page);
      return;
    } catch (error) {
      if (left > 0 || onFailure) {
        await at.page.reload();
        await at.page.locator('main h1').waitFor();
      }
      if (left > 0) continue;
      if (!onFailure) throw new Error(`${screen.name} could not be shown.`, { cause: error });
      onFailure(screen.name, error);
      return;
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
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
  await page.waitForFunction(
    () => window.linePort !== undefined && document.querySelector('main h1') !== null,
  );
}

async function closeDialog(page: Page): Promise<void> {
  const dialog = page.locator('dialog[open]');
  if (await dialog.isVisible()) await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}
