import type { DraftSession } from '../../src/shared/contracts/drafts';
import { callApi } from './call-api';
import { demoPassphrase } from './launch-app';
import { openList, openRoute, openSession, phrase, type Stage } from './open-screen';
import { finishSession } from './register';
import { word } from './wording';

/** After the rows without mistakes have become registrations, and the one with mistakes has stayed. */
export const finishedStage: Stage = {
  async begin({ page }) {
    await finishSession(page, (await callApi<DraftSession>(page, 'drafts/open')).id);
  },
  screens: [
    { name: 'earlier-sessions', open: ({ page }) => openList(page, '/sessions') },
    {
      name: 'earlier-session',
      async open({ page, language }) {
        await openList(page, '/sessions');
        await page.locator('.line-open').first().click();
        await page.locator('.session-rows tbody tr').first().waitFor();
        await page.getByRole('button', { name: word(language, 'sessions', 'print') }).waitFor();
      },
      // The address stays that of the list.
      leave: ({ page, language }) =>
        page.getByRole('button', { name: word(language, 'sessions', 'back') }).click(),
    },
    {
      name: 'entry-session-beginnings',
      async open({ page, language }) {
        await openSession(page);
        await page.getByRole('button', { name: word(language, 'sessions', 'start.menu') }).click();
        await page.locator('.starts').waitFor();
      },
      leave: ({ page }) => page.keyboard.press('Escape'),
    },
  ],
};

/** What stands before the app on a computer that several people use. */
const lockedStage: Stage = {
  begin: ({ page }) => openRoute(page, '/settings'),
  screens: [
    {
      name: 'settings-profiles',
      async open({ page }) {
        await openRoute(page, '/settings');
        await page.locator('#profiles-heading').waitFor();
        await page.locator('#profiles-heading').evaluate((heading) => heading.scrollIntoView());
      },
    },
    {
      name: 'locked',
      async open({ page, language }) {
        await openRoute(page, '/settings');
        await page.keyboard.press('Control+Shift+L');
        await phrase(page, language).waitFor();
      },
      // What is locked cannot be told to speak another language.
      async leave({ page, language }) {
        await phrase(page, language).fill(demoPassphrase);
        await phrase(page, language).press('Enter');
        await page.getByRole('navigation').first().waitFor();
      },
    },
  ],
};

const otherProfileStage: Stage = {
  async begin({ page, organisation }) {
    // The page is left by it, and does not hear the answer.
    await callApi(page, 'profiles/create', { label: 'Kontoret', organisation }).catch(() => undefined);
    await page.locator('[data-profile="1"]').waitFor();
  },
  screens: [
    {
      name: 'passphrase-of-a-second-profile',
      open: ({ page }) => page.locator('[data-profile="1"]').waitFor(),
    },
  ],
};

/** What can be shown only when everything else has been. */
export const lastStages: Stage[] = [lockedStage, otherProfileStage];
