import { describe, expect, it } from 'vitest';
import { acceptanceItems, missingItems } from '../../../scripts/checks/acceptance-items.mjs';

const made = (title: string, status: string, figures?: Record<string, number>) => ({
  title,
  tests: [
    { status, annotations: figures ? [{ type: 'figures', description: JSON.stringify(figures) }] : [] },
  ],
});

describe('acceptanceItems', () => {
  it('gives one item for each numbered test in the order of the numbers, with its figures', () => {
    const report = {
      suites: [
        { suites: [{ specs: [made('21 offline from a cold start', 'expected')] }] },
        {
          specs: [
            made('04 thirty rows', 'expected', { keyPresses: 318 }),
            made('the search itself', 'expected'),
          ],
        },
      ],
    };
    expect(acceptanceItems(report)).toEqual([
      { item: 4, title: 'thirty rows', passed: true, keyPresses: 318 },
      { item: 21, title: 'offline from a cold start', passed: true },
    ]);
  });

  it('passes an item of several tests only when all of them pass', () => {
    const specs = [
      made('27 notifications', 'expected', { notices: 2 }),
      made('27 the tray', 'unexpected', { tips: 9 }),
    ];
    expect(acceptanceItems({ suites: [{ specs }] })).toEqual([
      { item: 27, title: 'notifications; the tray', passed: false, notices: 2, tips: 9 },
    ]);
  });

  it('gives each item of a test that has several', () => {
    const specs = [made('07 08 the keyboard in the grid', 'expected')];
    const title = 'the keyboard in the grid';
    expect(acceptanceItems({ suites: [{ specs }] })).toEqual([
      { item: 7, title, passed: true },
      { item: 8, title, passed: true },
    ]);
  });

  it('does not pass what was skipped, and passes what passed the second time', () => {
    const specs = [made('01 axe', 'skipped'), made('02 large text', 'flaky')];
    expect(acceptanceItems({ suites: [{ specs }] }).map(({ passed }) => passed)).toEqual([false, true]);
  });

  it('gives nothing without a report', () => {
    expect(acceptanceItems(undefined)).toEqual([]);
  });
});

describe('missingItems', () => {
  it('names the numbers that no test has', () => {
    const items = Array.from({ length: 28 }, (_, index) => ({ item: index + 2, title: 'x', passed: true }));
    expect(missingItems(items)).toEqual([1, 30]);
  });
});
