import type { ElectronApplication, Page } from '@playwright/test';

/** Shows the status that lies at the tray, by the window's own menu: some desktops have no tray. */
export async function openGlance(app: ElectronApplication, label: string): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ Menu }, wanted) => {
    const [own] = Menu.getApplicationMenu()?.items ?? [];
    own?.submenu?.items.find((item) => item.label === wanted)?.click();
  }, label);
  const page = await opened;
  await page.getByRole('status').waitFor();
  return page;
}

/** The window in which it stands. */
export function glanceOf(app: ElectronApplication): Page {
  const found = app.windows().find(isGlance);
  if (!found) throw new Error('The status is not open.');
  return found;
}

export function isGlance(page: Page): boolean {
  return page.url().includes('popover');
}
