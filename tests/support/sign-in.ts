import type { Page } from '@playwright/test';
import { demoPassphrase } from './launch-app';

export const demoEmail = 'kari.demo@feltbok.example';
export const demoPassword = 'likeperson-demo';

/** Gets past the passphrase, which a computer without a keyring asks for, if it is asked for. */
export async function unlock(page: Page, passphrase = demoPassphrase): Promise<void> {
  const phrase = page.getByLabel('Passordsetning', { exact: true });
  const email = page.getByLabel('E-postadresse');
  await phrase.or(email).or(page.getByRole('navigation').first()).first().waitFor();
  if (!(await phrase.isVisible())) return;
  await phrase.fill(passphrase);
  const again = page.getByLabel('Skriv den én gang til');
  if (await again.isVisible()) await again.fill(passphrase);
  await page.getByRole('button', { name: /^(Bruk denne|Lås opp)$/ }).click();
  await phrase.waitFor({ state: 'detached' });
}

/** From the first screen of a new installation to work. */
export async function signInAsDemo(page: Page, email = demoEmail): Promise<void> {
  await unlock(page);
  await page.getByLabel('E-postadresse').fill(email);
  await page.getByLabel('Passord', { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: 'Logg inn', exact: true }).click();
  await page.getByLabel('E-postadresse').waitFor({ state: 'detached' });
}
