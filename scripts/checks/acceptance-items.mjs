/**
 * @typedef {object} PlaywrightTest one test of a project, with what its file noted beside it
 * @property {string} status `expected`, `unexpected`, `flaky` or `skipped`
 * @property {{ type: string, description?: string }[]} annotations
 *
 * @typedef {object} Suite of Playwright's JSON report
 * @property {{ title: string, tests: PlaywrightTest[] }[]} [specs]
 * @property {Suite[]} [suites]
 *
 * @typedef {{ item: number, title: string, passed: boolean } & Record<string, unknown>} Item
 */

/** How many items the acceptance list has. */
export const itemCount = 30;

/**
 * The items of the acceptance list that a run has tried, in their order: tests whose titles begin with numbers of two
 * digits. Several tests of one number are one item, which passes when all of them do; a test of several is in each.
 * @param {{ suites?: Suite[] } | undefined} report Playwright's JSON report, if it wrote one
 * @returns {Item[]}
 */
export function acceptanceItems(report) {
  /** @type {Map<number, Item>} */
  const items = new Map();
  for (const { title, tests } of (report?.suites ?? []).flatMap(specsOf)) {
    const [, numbers = '', words = ''] = /^((?:\d\d )+)(.+)$/.exec(title) ?? [];
    const passed =
      tests.length > 0 && tests.every(({ status }) => status === 'expected' || status === 'flaky');
    for (const item of numbers.split(' ').filter(Boolean).map(Number)) {
      const before = items.get(item);
      items.set(item, {
        item,
        title: before ? `${before.title}; ${words}` : words,
        passed: passed && (before?.passed ?? true),
        ...withoutFixed(before),
        ...Object.assign({}, ...tests.flatMap(figuresOf)),
      });
    }
  }
  return [...items.values()].sort((a, b) => a.item - b.item);
}

/** Numbers of the list that no test has. @param {Item[]} items */
export function missingItems(items) {
  const found = new Set(items.map(({ item }) => item));
  return Array.from({ length: itemCount }, (_, index) => index + 1).filter((item) => !found.has(item));
}

/** @param {Suite} suite
 * @returns {{ title: string, tests: PlaywrightTest[] }[]} */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** What the test noted by `noteFigures`. @param {PlaywrightTest} test */
function figuresOf({ annotations }) {
  return annotations
    .filter(({ type }) => type === 'figures')
    .map(({ description = '{}' }) => JSON.parse(description));
}

/** @param {Item | undefined} item */
function withoutFixed(item) {
  const { item: _item, title: _title, passed: _passed, ...figures } = item ?? {};
  return figures;
}
