import { disagreeWithServer } from './disagree-with-server';
import { fixturePath } from './import-reference';
import { finishedStage, lastStages } from './later-stages';
import { openForm, openList, openRoute, openSession, phrase, type Stage } from './open-screen';
import { goodRow, putRows } from './register';
import { demoEmail, signInAsDemo, unlock } from './sign-in';
import { word } from './wording';

/** Who signs in, by organisation. */
export const emailOf: Record<string, string> = {
  'demo-horsel': demoEmail,
  'demo-syn': 'siri.demo@feltbok.example',
  'demo-bevegelse': 'nils.demo@feltbok.example',
};

/** Every screen of the app, in an order in which they can be reached. A new screen gets its line here. */
export const stages: Stage[] = [
  {
    begin: ({ page }) => page.locator('main h1').waitFor(),
    screens: [
      { name: 'passphrase', open: ({ page, language }) => phrase(page, language).waitFor() },
      {
        name: 'passphrase-too-short',
        async open({ page, language }) {
          await phrase(page, language).fill('kort');
          await phrase(page, language).press('Enter');
          await page.getByText(word(language, 'common', 'passphrase.too_short')).waitFor();
        },
      },
    ],
  },
  {
    begin: ({ page }) => unlock(page),
    screens: [
      {
        name: 'sign-in',
        open: ({ page, language }) => page.getByLabel(word(language, 'common', 'sign_in.email')).waitFor(),
      },
      {
        name: 'sign-in-wrong-password',
        async open({ page, language, email }) {
          await page.getByLabel(word(language, 'common', 'sign_in.email')).fill(email);
          const password = page.getByLabel(word(language, 'common', 'sign_in.password'), { exact: true });
          await password.fill('feil');
          await password.press('Enter');
          await page.getByText(word(language, 'common', 'sign_in.wrong_credentials')).waitFor();
        },
      },
    ],
  },
  {
    async begin({ page, email }) {
      await signInAsDemo(page, email);
      await page.locator('.status-bar [data-status=synced]').waitFor({ timeout: 60_000 });
    },
    screens: [
      {
        name: 'overview',
        async open({ page }) {
          await openRoute(page, '/overview');
          await page.locator('.chart .recharts-label-list text').first().waitFor();
        },
      },
      // She is offered to practise until she has, or has said no.
      { name: 'registrations-first-time', open: ({ page }) => openList(page, '/') },
      {
        name: 'practice-session',
        async open({ page, language }) {
          await openRoute(page, '/settings');
          await page.getByRole('button', { name: word(language, 'practice', 'open') }).click();
          await page.locator('.practice-guide h2').waitFor();
          await page.locator('#way-roster').click();
          await page.locator('[data-part=tick]').first().waitFor();
        },
      },
      { name: 'registrations', open: ({ page }) => openList(page, '/') },
      {
        name: 'registrations-filtered',
        async open({ page }) {
          await openList(page, '/');
          await page.locator('[aria-controls=more-filters]').click();
          await page.locator('#more-filters').waitFor();
          for (const each of [0, 2])
            await page
              .locator('.line-choose input')
              .nth(each + 1)
              .check();
        },
        leave: ({ page }) => page.locator('[aria-controls=more-filters]').click(),
      },
      {
        name: 'registration-details',
        async open({ page, language }) {
          await openList(page, '/');
          await page.locator('.line-open').first().click();
          await page
            .getByRole('heading', { name: word(language, 'records', 'history'), exact: true })
            .waitFor();
        },
      },
      {
        name: 'registration-being-changed',
        async open({ page, language }) {
          await openList(page, '/');
          await page.locator('.line-open').first().click();
          await page.getByRole('button', { name: word(language, 'records', 'edit'), exact: true }).click();
          await page.locator('form[data-editing]').waitFor();
        },
      },
      {
        name: 'peer-mentor',
        async open({ page }) {
          await openList(page, '/mentors');
          await page.locator('.line-open').first().click();
          await page.locator('table.months').waitFor();
        },
      },
      { name: 'peer-mentors', open: ({ page }) => openList(page, '/mentors') },
      { name: 'peer-mentor-form', open: ({ page }) => openForm(page, '/mentors') },
      { name: 'contacts', open: ({ page }) => openRoute(page, '/contacts') },
      { name: 'contact-form', open: ({ page }) => openForm(page, '/contacts') },
      { name: 'sending-nothing-waits', open: ({ page }) => openRoute(page, '/sync') },
      { name: 'needs-attention-nothing', open: ({ page }) => openRoute(page, '/attention') },
      { name: 'before-leaving', open: ({ page }) => openRoute(page, '/ready') },
      { name: 'settings', open: ({ page }) => openRoute(page, '/settings') },
      { name: 'about', open: ({ page }) => openRoute(page, '/about') },
      {
        name: 'help',
        async open({ page }) {
          await openRoute(page, '/settings');
          await page.keyboard.press('F1');
          await page.locator('dialog[open] table').first().waitFor();
        },
      },
      { name: 'entry-session-empty', open: ({ page }) => openSession(page) },
      {
        name: 'entry-session-file-to-take-in',
        async open({ page }) {
          await openSession(page);
          await page.locator('input[data-import]').setInputFiles(fixturePath('sixty-rows.csv'));
          await page.locator('.import-table tbody tr').first().waitFor();
        },
      },
      { name: 'earlier-sessions-none', open: ({ page }) => openRoute(page, '/sessions') },
      {
        name: 'entry-session-attendance-list',
        async open({ page }) {
          await openSession(page);
          await page.locator('#way-roster').click();
          await page.locator('[data-part=tick]').first().waitFor();
        },
      },
      {
        name: 'entry-session-who-is-missing',
        async open({ page, language }) {
          await openSession(page);
          await page.getByRole('button', { name: word(language, 'missing', 'open') }).click();
          await page.locator('.missing ul').waitFor();
        },
      },
    ],
  },
  {
    async begin({ page }) {
      await putRows(page, [
        await goodRow(page),
        { mentor: 'Xyzzy', duration: '9x', participants: '999' },
        await goodRow(page, { note: 'Ring 99 88 77 66' }),
      ]);
    },
    screens: [
      {
        name: 'entry-session-rows-with-errors',
        async open({ page }) {
          await openSession(page);
          await page.locator('[aria-invalid=true]').first().waitFor();
        },
      },
      {
        name: 'entry-session-form',
        async open({ page }) {
          await openSession(page);
          await page.locator('#way-form').click();
          await page.locator('.entry-form input').first().waitFor();
        },
      },
      {
        name: 'entry-session-list-of-choices',
        async open({ page }) {
          await openSession(page);
          await page.locator('[role=row] [data-cell=type]').last().click();
          await page.keyboard.press('Alt+ArrowDown');
          await page.getByRole('listbox').waitFor();
        },
      },
      {
        name: 'import-preview',
        async open({ page }) {
          await openSession(page);
          const text = 'Dato;Minutter;Deltakere;Merknad\n2.10.2026;60;3;Kafé\n3.10.2026;9x;2;\n';
          const file = { name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
          await page.locator('[data-import]').first().setInputFiles(file);
          await page.locator('dialog[open] table').first().waitFor();
        },
      },
      {
        name: 'entry-session-finishing',
        async open({ page }) {
          await openSession(page);
          await page.keyboard.press('Control+s');
          await page.locator('dialog[open]').waitFor();
        },
      },
    ],
  },
  finishedStage,
  {
    begin: ({ page, server }) => disagreeWithServer(server, page),
    screens: [
      {
        name: 'sending-with-a-queue',
        async open({ page }) {
          await openRoute(page, '/sync');
          await page.locator('#queue-heading').waitFor();
        },
      },
      {
        name: 'needs-attention-refused',
        async open({ page }) {
          await openRoute(page, '/attention');
          await page.locator('#attention-title').waitFor();
        },
      },
      {
        name: 'needs-attention-conflict',
        async open({ page }) {
          await openRoute(page, '/attention');
          await page.locator('[aria-labelledby^=cause-conflict] .attention-entry').first().click();
          await page.locator('.conflict-table').waitFor();
        },
      },
      {
        name: 'needs-attention-duplicate',
        async open({ page }) {
          await openRoute(page, '/attention');
          await page.locator('[aria-labelledby=cause-duplicate] .attention-entry').first().click();
          await page.locator('#attention-title').waitFor();
        },
      },
      {
        name: 'discarding',
        async open({ page, language }) {
          await openRoute(page, '/attention');
          await page.locator('.attention-entry').first().click();
          await page
            .getByRole('button', { name: word(language, 'attention', 'refused.delete.button') })
            .click();
          await page.locator('dialog[open]').waitFor();
        },
      },
    ],
  },
  ...lastStages,
];
