import { expect, type Page } from '@playwright/test';
import { hiddenFocus } from './check-focus';

/** The whole table of a conflict and what answers it stand in sight together. */
export async function seesAnswers(page: Page): Promise<void> {
  const [table, actions] = [page.locator('.conflict-table'), page.locator('.attention-actions')];
  for (const part of [table, actions]) await expect(part).toBeInViewport({ ratio: 1 });
  const end = await table.evaluate((each) => each.getBoundingClientRect().bottom);
  expect(end).toBeLessThanOrEqual(await actions.evaluate((each) => each.getBoundingClientRect().top));
}

export function setTextSize(page: Page, size: string): Promise<void> {
  return page.evaluate((value) => {
    document.documentElement.style.fontSize = value;
  }, size);
}

/** What takes the focus on the way through the item and is covered by the answers at its foot. */
export async function hiddenWhileTabbing(page: Page): Promise<string[]> {
  await page.locator('#attention-title').focus();
  const hidden: string[] = [];
  for (const key of ['Tab', 'Shift+Tab'])
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press(key);
      const isInside = await page.evaluate(() => !!document.activeElement?.closest('.attention-detail'));
      const found = isInside ? await hiddenFocus(page) : null;
      if (found) hidden.push(`${key}: ${found}`);
    }
  return hidden;
}
