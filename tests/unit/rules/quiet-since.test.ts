import { expect, test } from 'vitest';
import { quietSince } from '../../../src/shared/rules/quiet-since';

const today = '2026-11-22';
const mentor = { active: true, approval: 'approved' as const, lastOn: '2026-09-21' };

test.each([
  ['nothing for more than two months', mentor, '2026-09-21'],
  ['something two months ago', { ...mentor, lastOn: '2026-09-22' }, null],
  ['nothing ever', { ...mentor, lastOn: null }, 'never'],
  ['proposed, and nothing yet', { ...mentor, approval: 'proposed' as const, lastOn: null }, null],
  ['not active any more', { ...mentor, active: false, lastOn: '2020-01-01' }, null],
])('%s', (_name, who, expected) => {
  expect(quietSince(who, today)).toBe(expected);
});

test('over the turn of the year', () => {
  expect(quietSince({ ...mentor, lastOn: '2025-11-14' }, '2026-01-15')).toBe('2025-11-14');
  expect(quietSince({ ...mentor, lastOn: '2025-11-15' }, '2026-01-15')).toBeNull();
});
