// node --import tsx tests/screens/screens.ts <folder> [names…]: pictures of every screen, or of those named.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { emailOf } from '../support/screens';
import { sizeWindow, walkScreens } from '../support/walk-screens';

const themes = ['light', 'dark'] as const;
/** Shown on a large display too: a list, and the entry session. */
const large = ['registrations', 'entry-session-rows-with-errors'];

const [folder = '', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const organisation of Object.keys(emailOf))
  await walkScreens({
    organisation,
    ...(only.length > 0 ? { only } : {}),
    async visit(screen, { app, page }) {
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await page.screenshot({
          path: join(folder, `${screen}-${organisation}-${theme}.png`),
          caret: 'hide',
        });
      }
      if (!large.includes(screen) || organisation !== 'demo-horsel') return;
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await sizeWindow({ app }, 1920, 1080);
      await page.waitForFunction(() => window.innerWidth >= 1900);
      await page.screenshot({ path: join(folder, `${screen}-1920-light.png`), caret: 'hide' });
      await sizeWindow({ app }, 1280, 800);
      await page.waitForFunction(() => window.innerWidth <= 1280);
    },
  });
