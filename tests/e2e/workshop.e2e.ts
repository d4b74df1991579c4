import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { serveWorkshop } from '../../scripts/runtime/serve-workshop.mjs';
import { findBrowser } from '../../scripts/runtime/test-browser.mjs';
import { accessibilityFaults } from '../support/check-page';
import { shareOfInk } from '../support/pixels';

const pictures = resolve(import.meta.dirname, '../../artifacts/e2e/workshop');
let workshop: Awaited<ReturnType<typeof serveWorkshop>>;
let browser: Browser;
let page: Page;

test.beforeAll(async () => {
  const executablePath = findBrowser();
  test.skip(executablePath === null, 'There is no Chromium on this machine.');
  if (!executablePath) return;
  mkdirSync(pictures, { recursive: true });
  workshop = await serveWorkshop();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await chromium.launch({ executablePath, args });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
});

test.afterAll(async () => {
  await browser?.close();
  await workshop?.close();
});

// Structure is compared and not pixels: letters are drawn otherwise on each machine, and what is said to a screen
// reader, in which order and in which role, is the same on all of them.
test('every component is built in each state as it was', async () => {
  await open('');
  const built: string[] = [];
  for (const figure of await page.locator('figure').all()) built.push(await figure.ariaSnapshot());
  expect(built.join('\n')).toMatchSnapshot('workshop-structure.yml');
});

test('every component can be seen in each state, light and dark, and stays in its own place', async () => {
  for (const theme of ['light', 'dark']) {
    await open(`?theme=${theme}`);
    for (const figure of await page.locator('figure').all()) {
      const name = await figure.evaluate((each) => {
        const piece = each.parentElement?.querySelector('h2')?.textContent;
        return `${piece} ${each.querySelector('figcaption')?.textContent}`;
      });
      const look = figure.locator('.look');
      await look.screenshot({ path: join(pictures, `${name.replaceAll(/\W+/g, '-')}-${theme}.png`) });
      expect.soft(await shareOfInk(page, look), `${name}, ${theme}`).toBeGreaterThan(0.0005);
      expect.soft(await spills(page, name), `${name}, ${theme}`).toBe(false);
    }
    // Many headings, status lines and menus stand on this page, and none of them is the only one.
    expect(await accessibilityFaults(page, { except: onlyHere })).toEqual([]);
  }
});

const onlyHere = ['landmark-unique', 'duplicate-id-aria', 'duplicate-id', 'aria-required-children'];

async function open(query: string): Promise<void> {
  await page.goto(`${workshop.url}${query}`);
  await page.locator('body[data-ready=true]').waitFor();
}

/** Whether something of the look is drawn beside it. */
function spills(on: Page, name: string): Promise<boolean> {
  return on.evaluate((wanted) => {
    const figure = [...document.querySelectorAll('figure')].find((each) => {
      const piece = each.parentElement?.querySelector('h2')?.textContent;
      return `${piece} ${each.querySelector('figcaption')?.textContent}` === wanted;
    });
    const look = figure?.querySelector('.look');
    return look !== null && look !== undefined && look.scrollWidth > look.clientWidth + 1;
  }, name);
}
