// node --import tsx tests/screens/screens.ts <folder> [names…]: pictures of every screen, or of those named.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { glanceOf, isGlance, openGlance } from '../support/glance';
import type { Stage } from '../support/open-screen';
import { emailOf, stages } from '../support/screens';
import { sizeWindow, walkScreens } from '../support/walk-screens';
import { word } from '../support/wording';

const themes = ['light', 'dark'] as const;
const small = { width: 1280, height: 800 };
/** Each screen is shown on a large display too, in the colours of one organisation. */
const large = { width: 1920, height: 1080, organisation: 'demo-horsel' };

/** The small window that the tray opens, while something waits and something needs her. */
const trayStage: Stage = {
  begin: async () => {},
  screens: [
    {
      name: 'status-at-the-tray',
      async open({ app, language }) {
        const glance = await openGlance(app, word(language, 'shared', 'tray.status'));
        await glance.locator('dl > div').first().waitFor();
      },
      window: ({ app }) => glanceOf(app),
      async leave({ app }) {
        const glance = glanceOf(app);
        await Promise.all([glance.waitForEvent('close'), glance.keyboard.press('Escape').catch(() => {})]);
      },
    },
  ],
};
/** The last two stages leave her work behind them. */
const shown = stages.toSpliced(-2, 0, trayStage);

const [folder = '', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const startedAt = Date.now();
const failed: string[] = [];
for (const organisation of Object.keys(emailOf))
  await walkScreens({
    organisation,
    stages: shown,
    ...(only.length > 0 ? { only } : {}),
    tries: 3,
    onFailure: (screen, error) => {
      failed.push(`${screen}, ${organisation}`);
      console.error(`${screen}, ${organisation}:`, error);
    },
    async visit(screen, { app, page }) {
      await clearAway(page);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await take(page, `${screen}-${organisation}-${theme}`);
      }
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      if (organisation === large.organisation && !isGlance(page)) {
        await size({ app, page }, large);
        await take(page, `${screen}-1920-light`);
        await size({ app, page }, small);
      }
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      console.error(`${String(seconds).padStart(5)} s  ${screen}, ${organisation}`);
    },
  }).catch((error: unknown) => {
    failed.push(`the rest of ${organisation}`);
    console.error(error);
  });
if (failed.length > 0) {
  console.error(`Not shown: ${failed.join('; ')}`);
  process.exitCode = 1;
}

/** What the pointer is over looks another way, and what was said once is not part of the screen. */
async function clearAway(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  if (await page.locator('dialog[open]').isVisible()) return;
  const notice = page.locator('.notices .notice[data-color=info]');
  while (await notice.isVisible()) {
    const sentence = await notice.textContent();
    await notice.locator('button[aria-label]').click();
    await notice.filter({ hasText: sentence ?? '' }).waitFor({ state: 'hidden' });
  }
}

async function size(
  { app, page }: Parameters<typeof sizeWindow>[0] & { page: Page },
  { width, height }: typeof small,
): Promise<void> {
  await sizeWindow({ app }, width, height);
  await page.waitForFunction((wanted) => window.innerWidth === wanted, width);
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), caret: 'hide', animations: 'disabled' });
}
