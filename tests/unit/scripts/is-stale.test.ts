import { describe, expect, it } from 'vitest';
import { isStale } from '../../../scripts/checks/is-stale.mjs';

describe('isStale', () => {
  it.each([
    [
      'keeps a build that is newer than every source',
      { builtAt: 200, changedAt: 100, complete: true },
      false,
    ],
    ['builds again when a source changed', { builtAt: 100, changedAt: 200, complete: true }, true],
    [
      'builds again when a source changed in the millisecond the build began',
      { builtAt: 100, changedAt: 100, complete: true },
      true,
    ],
    ['builds again when an output is gone', { builtAt: 200, changedAt: 100, complete: false }, true],
    ['builds when nothing was built yet', { builtAt: undefined, changedAt: 100, complete: true }, true],
  ])('%s', (_title, facts, expected) => {
    expect(isStale(facts)).toBe(expected);
  });
});
