import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/runtime/test-browser.mjs';

export type SystemBrowser = {
  /** For the app: with it, what it asks the system to open comes here. */
  env: Record<string, string>;
  /** What the app has asked to open next. */
  asked(): Promise<URL>;
  /** A window without cookies of another, in which nothing but this computer can be reached. */
  open(address: URL): Promise<Page>;
  close(): Promise<void>;
};

const limitMs = 20_000;

/** A real Chromium in the place of the person's browser; null where there is none. */
export async function startSystemBrowser(): Promise<SystemBrowser | null> {
  const executablePath = findBrowser();
  if (!executablePath) return null;
  const folder = mkdtempSync(join(tmpdir(), 'feltbok-browser-'));
  const opened = join(folder, 'opened');
  // What desktops on Linux open addresses with: it writes down what it was asked for, whole or not at all.
  const opener = join(folder, 'xdg-open');
  writeFileSync(
    opener,
    `#!/bin/sh\nprintf '%s' "$1" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`,
  );
  chmodSync(opener, 0o755);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser: Browser = await chromium.launch({ executablePath, args });
  return {
    env: { PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` },
    async asked() {
      const endsAt = Date.now() + limitMs;
      while (!existsSync(opened)) {
        if (Date.now() > endsAt) throw new Error('The app has not asked for a browser.');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const taken = `${opened}.taken`;
      renameSync(opened, taken);
      return new URL(readFileSync(taken, 'utf8'));
    },
    async open(address) {
      const context = await browser.newContext();
      await context.route(
        ({ hostname }) => hostname !== '127.0.0.1',
        (route) => route.abort(),
      );
      const page = await context.newPage();
      await page.goto(address.href);
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** What a person does on the provider's pages: her name, any password, and yes to being shown to the app. */
export async function signInAtProvider(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
