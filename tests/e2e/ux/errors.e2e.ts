import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../../server/start-server';
import { rowProblemCodes } from '../../../src/shared/rules/row-problem-codes';
import { callApi, shareLine } from '../../support/call-api';
import { type LaunchedApp, launchApp } from '../../support/launch-app';
import { noteFigures } from '../../support/note-figures';
import { openRoute } from '../../support/open-screen';
import { goodRow, putRows } from '../../support/register';
import { signInAsDemo } from '../../support/sign-in';
import { type TestLanguage, word } from '../../support/wording';

const languages: TestLanguage[] = ['nb', 'nn', 'en'];
const fields = [
  'mentor',
  'date',
  'type',
  'mode',
  'duration',
  'participants',
  'with',
  'setting',
  'newParticipants',
  'contact',
  'km',
  'tolls',
  'outlay',
  'note',
];
/** Words by which a sentence says what to do. */
const remedy: Record<TestLanguage, RegExp> = {
  nb: /\b(skriv|velg|rett|sjekk|fjern|kort ned|svar)\b/i,
  nn: /\b(skriv|vel|rett|sjekk|fjern|kort ned|svar)\b/i,
  en: /\. (type|choose|correct|check|remove|shorten|answer|ask)\b|\? answer\b/i,
};
/** What the app itself can mend stands on a button beside the sentence. */
const mendedByButton = ['possible_duplicate', 'possible_duplicate_standing', 'date_several_days'];
/** They are about a row as a whole. */
const ofTheRow = [
  'unit_unknown',
  'possible_duplicate',
  'possible_duplicate_standing',
  'travel_without_meeting',
];
/** So many different mistakes are made in the grid. */
const leastMistakes = 20;

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  await signInAsDemo(page);
  await page.locator('.status-bar [data-status=synced]').waitFor({ timeout: 60_000 });
  await shareLine(launched.app, page);
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
});

test('13 what is said of a mistake names the field and the remedy, as the catalogue has it, in three languages', async () => {
  for (const language of languages)
    for (const code of rowProblemCodes) {
      const text = word(language, 'batch', `problem.${code}`);
      if (!mendedByButton.includes(code)) expect.soft(text, `${language}, ${code}`).toMatch(remedy[language]);
      if (!ofTheRow.includes(code))
        expect.soft(fieldOf(language, text), `${language}, ${code}: ${text}`).not.toBeNull();
    }

  await putRows(page, await mistakes());
  const shown = new Set<string>();
  for (const language of languages) {
    await callApi(page, 'app/setLanguage', { language });
    await page.reload();
    await page.waitForFunction(() => window.linePort !== undefined);
    await openRoute(page, '/batch');
    await page.locator('.row-note').first().waitFor();
    for (const note of await page.locator('.row-note[data-severity]').all()) {
      const sentence = (await note.locator('.row-said > span[id]').textContent()) ?? '';
      const code = codeOf(language, sentence);
      expect.soft(code, `not in the catalogue, ${language}: ${sentence}`).not.toBeNull();
      if (code) shown.add(`${language} ${code}`);
      if (code && mendedByButton.includes(code))
        expect.soft(await note.getByRole('button').count(), `${language}, ${code}`).toBeGreaterThan(0);
    }
  }
  const codes = new Set([...shown].map((each) => each.split(' ')[1]));
  noteFigures({ sentences: rowProblemCodes.length * languages.length, shown: codes.size });
  expect(codes.size).toBeGreaterThanOrEqual(leastMistakes);
  expect(shown.size).toBe(codes.size * languages.length);
});

async function mistakes() {
  const good = await goodRow(page);
  return [
    {
      mentor: 'Xyzzy',
      date: '31.2',
      type: 'Qqq',
      mode: 'Qqq',
      duration: '9x',
      participants: 'mange',
      setting: 'Qqq',
      newParticipants: 'kanskje',
      contact: 'Qqq',
      km: 'langt',
      tolls: 'dyrt',
      outlay: 'dyrt',
    },
    {
      ...good,
      date: 'Qqq',
      duration: '999',
      participants: '999',
      km: '99999',
      tolls: '999999',
      outlay: '999999',
      note: 'x'.repeat(300),
    },
    { note: 'Bare en merknad' },
    { ...good, date: '1.1.2099', duration: '600', note: 'Ring 99 88 77 66' },
    good,
  ];
}

/** The column whose name the sentence begins with. */
function fieldOf(language: TestLanguage, text: string): string | null {
  const begins = (field: string) => {
    const label = `$t(batch:column.${field})`;
    const heading = word(language, 'batch', `column.${field}`).replace(/ \(.*\)$/, '');
    return text.startsWith(label) || text.startsWith(`${heading}:`) || text.startsWith(`${heading} `);
  };
  return fields.find(begins) ?? null;
}

/** The catalogue's sentence that this is, whatever was typed. */
function codeOf(language: TestLanguage, sentence: string): string | null {
  const found = rowProblemCodes.find((code) => {
    const parts = word(language, 'batch', `problem.${code}`).split(/\{\{\w+\}\}|\$t\([\w:.]+\)/);
    const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
    return new RegExp(`${pattern}$`).test(sentence);
  });
  return found ?? null;
}
