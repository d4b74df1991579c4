import { readFileSync } from 'node:fs';
import type { ElectronApplication, Page } from '@playwright/test';

type TraceEvent = { name: string; args: { elementCount?: number } };

/**
 * How many elements the browser works out the style of while something happens in the page, by its own trace, which is
 * written to `path`.
 */
export async function styledElements(
  app: ElectronApplication,
  page: Page,
  { path, happens }: { path: string; happens: () => void },
): Promise<number> {
  await page.evaluate(() => void document.body.offsetHeight);
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['devtools.timeline'] }),
  );
  await page.evaluate(happens);
  await app.evaluate(({ contentTracing }, to) => contentTracing.stopRecording(to), path);
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  return traceEvents
    .filter(({ name }) => name === 'UpdateLayoutTree')
    .reduce((sum, { args }) => sum + (args.elementCount ?? 0), 0);
}
