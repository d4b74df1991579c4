import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What stands against the page by WCAG 2.2 A and AA, a line each; empty when nothing does. `except`: rules left out;
 * `rules`: the only ones that are tried, when there are any.
 */
export async function accessibilityFaults(page: Page, choice: Choice = {}): Promise<string[]> {
  await settle(page);
  const violations = (await isLoaded(page)) ? await runAgain(page, choice) : await loadAndRun(page, choice);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}: ${failureSummary}`),
  );
}

type Choice = { except?: readonly string[]; rules?: readonly string[] };
type Violation = {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string | undefined }[];
};
type Axe = { run(root: Document, options: unknown): Promise<{ violations: Violation[] }> };

async function loadAndRun(page: Page, { except = [], rules = [] }: Choice): Promise<Violation[]> {
  // Electron has no second page to put the results together in, which the other mode wants.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const chosen = rules.length > 0 ? builder.withRules([...rules]) : builder.withTags(tags);
  return (await chosen.disableRules([...except]).analyze()).violations as Violation[];
}

/** axe stays in the page until it is loaded anew, and is large. */
function isLoaded(page: Page): Promise<boolean> {
  return page.evaluate(() => 'axe' in window);
}

function runAgain(page: Page, { except = [], rules = [] }: Choice): Promise<Violation[]> {
  const runOnly = rules.length > 0 ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
  const off = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]));
  return page.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: Axe };
      return (await axe.run(document, options)).violations;
    },
    { runOnly, rules: off, resultTypes: ['violations'] },
  );
}

/** Elements that have to be scrolled sideways, but for lists and tables, which may be wider than the window. */
export async function sidewaysScrollers(page: Page): Promise<string[]> {
  await settle(page);
  return page.evaluate(() => {
    const mayBeWide = '[role=grid], .wide, .roster-scroll, .import-rows';
    const roots = document.querySelector('dialog[open]')
      ? [...document.querySelectorAll('dialog[open], dialog[open] *')]
      : [document.documentElement, ...document.querySelectorAll('body, body *')];
    return roots
      .filter((element) => {
        if (element.closest(mayBeWide) || element.scrollWidth <= element.clientWidth + 1) return false;
        if (element === document.documentElement) return true;
        return ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
      })
      .map(
        (element) =>
          `${element.tagName.toLowerCase()}.${element.className}: ${element.scrollWidth} in ${element.clientWidth}`,
      );
  });
}

/** Colours in the middle of a transition would be judged as if they stayed. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document
      .getAnimations()
      .filter((animation) => Number.isFinite(Number(animation.effect?.getComputedTiming().endTime)));
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}
