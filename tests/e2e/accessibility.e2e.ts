import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/start-server';
import { callApi, shareLine } from '../support/call-api';
import { accessibilityFaults, sidewaysScrollers } from '../support/check-page';
import { disagreeWithServer } from '../support/disagree-with-server';
import { type LaunchedApp, launchApp } from '../support/launch-app';
import { goodRow, putRows } from '../support/register';
import { signInAsDemo, unlock } from '../support/sign-in';
import { type TestLanguage, word } from '../support/wording';

const languages: TestLanguage[] = ['nb', 'en'];
const themes = ['light', 'dark'] as const;
type Open = (language: TestLanguage) => Promise<unknown>;

let server: RunningServer;
let launched: LaunchedApp;
let page: Page;
const checked = new Map<string, Set<string>>();

test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(async () => {
  server = await startServer({ demo: 'S' });
  launched = await launchApp({ api: server.url });
  page = launched.page;
  // Without movement nothing is judged half-way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800),
  );
  await shareLine(launched.app, page);
});

test.afterAll(async () => {
  await launched?.app.close();
  await server?.close();
  for (const [screen, ways] of checked) console.log(`    ${screen}: ${[...ways].join(', ')}`);
});

test('before signing in', async () => {
  const phrase = (language: TestLanguage) =>
    page.getByLabel(word(language, 'common', 'passphrase.label'), { exact: true });
  const email = (language: TestLanguage) => page.getByLabel(word(language, 'common', 'sign_in.email'));
  await inEachLanguage([
    ['passphrase', (language) => phrase(language).waitFor()],
    [
      'passphrase, too short',
      async (language) => {
        await phrase(language).fill('kort');
        await phrase(language).press('Enter');
        await page.getByText(word(language, 'common', 'passphrase.too_short')).waitFor();
      },
    ],
  ]);
  await speak('nb');
  await unlock(page);
  await inEachLanguage([
    ['sign-in', (language) => email(language).waitFor()],
    [
      'sign-in, wrong password',
      async (language) => {
        await email(language).fill('kari.demo@feltbok.example');
        await page.getByLabel(word(language, 'common', 'sign_in.password'), { exact: true }).fill('feil');
        await page.keyboard.press('Enter');
        await page.getByText(word(language, 'common', 'sign_in.wrong_credentials')).waitFor();
      },
    ],
  ]);
});

test('lists, forms and help', async () => {
  await speak('nb');
  await signInAsDemo(page);
  await expect(statusBar()).toHaveAttribute('data-status', 'synced');
  await inEachLanguage([
    ['registrations', () => openList('/')],
    [
      'registration details',
      async (language) => {
        await openList('/');
        await page.locator('.line-open').first().click();
        await page
          .locator('dialog[open]')
          .getByLabel(word(language, 'lists', 'activities.note'))
          .waitFor();
      },
    ],
    ['peer mentors', () => openList('/mentors')],
    ['peer mentor form', () => openForm('/mentors')],
    ['contacts', () => open('/contacts')],
    ['contact form', () => openForm('/contacts')],
    ['sending, nothing waits', () => open('/sync')],
    ['before leaving', () => open('/ready')],
    ['settings', () => open('/settings')],
    ['about', () => open('/about')],
    [
      'help',
      async () => {
        await open('/settings');
        await page.keyboard.press('F1');
        await page.locator('dialog[open] table').first().waitFor();
      },
    ],
  ]);
});

test('the entry session', async () => {
  await inEachLanguage([
    ['entry session, empty', () => openSession()],
    [
      'entry session, attendance list',
      async () => {
        await openSession();
        await page.locator('#way-roster').click();
        await page.locator('[data-part=tick]').first().waitFor();
      },
    ],
  ]);
  await putRows(page, [
    await goodRow(page),
    { mentor: 'Xyzzy', duration: '9x', participants: '999' },
    await goodRow(page, { note: 'Ring 99 88 77 66' }),
  ]);
  await inEachLanguage([
    [
      'entry session, rows with errors',
      async () => {
        await openSession();
        await page.locator('[aria-invalid=true]').first().waitFor();
      },
    ],
    [
      'entry session, list of choices',
      async () => {
        await openSession();
        await page.locator('[role=row] [data-cell=type]').last().click();
        await page.keyboard.press('Alt+ArrowDown');
        await page.getByRole('listbox').waitFor();
      },
    ],
    [
      'entry session, finishing',
      async () => {
        await openSession();
        await page.keyboard.press('Control+s');
        await page.locator('dialog[open]').waitFor();
      },
    ],
  ]);
});

test('sending, with what waits and what needs her', async () => {
  await disagreeWithServer(server, page);
  await inEachLanguage([
    [
      'sending, with queue, refusal and conflict',
      async () => {
        await open('/sync');
        for (const part of ['attention', 'conflicts', 'queue'])
          await page.locator(`#${part}-heading`).waitFor();
      },
    ],
    [
      'discarding',
      async (language) => {
        await open('/sync');
        await page
          .getByRole('button', { name: word(language, 'sync', 'attention.discard') })
          .first()
          .click();
        await page.locator('dialog[open]').waitFor();
      },
    ],
  ]);
});

test('text of twice the size needs no scrolling sideways', async () => {
  const screens: [string, Open][] = [
    ['registrations', () => openList('/')],
    ['peer mentors', () => openList('/mentors')],
    ['peer mentor form', () => openForm('/mentors')],
    ['contacts', () => open('/contacts')],
    ['contact form', () => openForm('/contacts')],
    ['entry session, rows with errors', () => openSession()],
    ['sending, with queue, refusal and conflict', () => open('/sync')],
    ['settings', () => open('/settings')],
    ['help', async () => page.keyboard.press('F1')],
  ];
  const ways = {
    'text 200 %': (size: number) =>
      page.evaluate((factor) => {
        document.documentElement.style.fontSize = `${factor * 100}%`;
      }, size),
    'zoom 200 %': (size: number) =>
      launched.app.evaluate(
        ({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor),
        size,
      ),
  };
  await speak('nb');
  for (const [way, enlarge] of Object.entries(ways)) {
    await enlarge(2);
    for (const [name, openScreen] of screens) {
      await openScreen('nb');
      expect.soft(await sidewaysScrollers(page), `${name}, ${way}`).toEqual([]);
      // Where the page scrolls under the status bar, the bar covers whatever is there just now.
      expect.soft(await accessibilityFaults(page, ['target-size']), `${name}, ${way}`).toEqual([]);
      expect.soft(await barStaysOnTop(), `status bar: ${name}, ${way}`).toBe(true);
      note(name, way);
      await closeDialog();
    }
    await enlarge(1);
  }
});

/** Opens each screen in both languages and checks it in light and dark. */
async function inEachLanguage(screens: [name: string, open: Open][]): Promise<void> {
  for (const language of languages) {
    await speak(language);
    for (const [name, openScreen] of screens) {
      await openScreen(language);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        expect.soft(await accessibilityFaults(page), `${name}, ${language}, ${theme}`).toEqual([]);
        note(name, `${language} ${theme}`);
      }
      await closeDialog();
    }
  }
}

function note(screen: string, way: string): void {
  checked.set(screen, (checked.get(screen) ?? new Set()).add(way));
}

/** The page reads its language when it starts. */
async function speak(language: TestLanguage): Promise<void> {
  await callApi(page, 'app/setLanguage', { language });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await page.waitForFunction(
    () => window.linePort !== undefined && document.querySelector('main h1') !== null,
  );
}

async function open(route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
  await page.locator('main h1').waitFor();
}

async function openList(route: string): Promise<void> {
  await open(route);
  await page.locator('[role=grid][aria-busy=false] [role=row][aria-busy=false]').first().waitFor();
}

async function openForm(route: string): Promise<void> {
  await open(route);
  await page.getByRole('button', { name: /^(Foreslå|Propose|Suggest|Legg til|Add)/ }).click();
  await page.locator('dialog[open] form').waitFor();
}

async function openSession(): Promise<void> {
  await open('/settings');
  await open('/batch');
  await page.locator('[role=gridcell][data-active]').waitFor();
}

async function closeDialog(): Promise<void> {
  if (await page.locator('dialog[open]').isVisible()) await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
}

/** Nothing is drawn over the status bar, not even the head of a list that is scrolled there. */
function barStaysOnTop(): Promise<boolean> {
  return page.evaluate(() => {
    const bar = document.querySelector('.status-bar');
    const head = document.querySelector('.line-head');
    if (!bar || document.querySelector('dialog[open]')) return true;
    if (head) window.scrollBy(0, head.getBoundingClientRect().top - bar.getBoundingClientRect().top);
    const { left, top, width, height } = bar.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].flatMap((part) =>
      [2, height / 2].map((down) => [left + width * part, top + down]),
    );
    return points.every(([x = 0, y = 0]) => document.elementFromPoint(x, y)?.closest('.status-bar'));
  });
}

function statusBar() {
  return page.locator('.status-bar [data-status]');
}
