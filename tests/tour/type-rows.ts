import type { Page } from '@playwright/test';

/** A row of the session: who (an id, or what is typed) and how many minutes. */
export type TypedRow = { mentor: string; duration: string };

/** Presses keys as a person does and counts them. */
export type Keyboard = {
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  pressed(): number;
};

export function makeKeyboard(page: Page): Keyboard {
  let pressed = 0;
  return {
    async press(key) {
      pressed += 1;
      await page.keyboard.press(key);
    },
    async type(text) {
      pressed += text.length;
      await page.keyboard.type(text);
    },
    pressed: () => pressed,
  };
}

/** Types a row from its first empty required cell; Enter goes on, and after the last cell to a new row. */
export async function typeRow(page: Page, keyboard: Keyboard, row: TypedRow): Promise<void> {
  for (const text of [row.mentor, row.duration]) await typeCell(page, keyboard, text);
}

export async function typeCell(page: Page, keyboard: Keyboard, text: string): Promise<void> {
  const before = await activeCell(page);
  await keyboard.type(text);
  await keyboard.press('Enter');
  // A cell is on the disk before the focus leaves it.
  await page.waitForFunction((place) => {
    const active = document.querySelector('[role=gridcell][data-active]');
    const now = `${active?.closest('[role=row]')?.getAttribute('aria-rowindex')} ${active?.getAttribute('data-cell')}`;
    return active !== null && now !== place;
  }, before);
}

export function activeCell(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.querySelector('[role=gridcell][data-active]');
    return `${active?.closest('[role=row]')?.getAttribute('aria-rowindex')} ${active?.getAttribute('data-cell')}`;
  });
}
