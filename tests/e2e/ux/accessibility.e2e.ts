import { expect, test } from '@playwright/test';
import { accessibilityFaults } from '../../support/check-page';
import { noteFigures } from '../../support/note-figures';
import { emailOf } from '../../support/screens';
import { walkScreens } from '../../support/walk-screens';

/** In the dark only colours are others: what else stands against a screen has been found in the light. */
const themes = [
  ['light', []],
  ['dark', ['color-contrast', 'link-in-text-block']],
] as const;

test('01 nothing stands against any screen by WCAG 2.2 AA, in each brand, light and dark, and each language', async () => {
  // About three minutes; a busy machine takes several times that.
  test.setTimeout(1_800_000);
  let checked = 0;
  const screens = new Set<string>();
  const startedAt = Date.now();
  for (const organisation of Object.keys(emailOf))
    await walkScreens({
      organisation,
      languages: ['nb', 'nn', 'en'],
      async visit(screen, { page, language }) {
        screens.add(screen);
        for (const [theme, rules] of themes) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
          const where = `${screen}, ${organisation}, ${language}, ${theme}`;
          expect.soft(await accessibilityFaults(page, { rules }), where).toEqual([]);
          checked += 1;
        }
      },
    });
  noteFigures({ screens: screens.size, checked, seconds: Math.round((Date.now() - startedAt) / 1000) });
});
