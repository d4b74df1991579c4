import { describe, expect, it } from 'vitest';
import type { GrantRules } from '../../../src/shared/contracts/reference';
import { judgeCountable } from '../../../src/shared/rules/judge-countable';

const rule = (category: GrantRules[number]['category'], changes: Partial<GrantRules[number]> = {}) => ({
  version: 1,
  validFrom: '2015-01-01',
  validTo: null,
  category,
  countable: true,
  minMinutes: 0,
  minParticipants: 0,
  modes: ['in_person' as const],
  ...changes,
});
const rules: GrantRules = [
  rule('outreach'),
  rule('group', { minMinutes: 45, minParticipants: 3 }),
  rule('course', { minMinutes: 90 }),
  rule('other', { countable: false }),
];
const visit = { occurredOn: '2026-10-01', mode: 'in_person', durationMin: 60, participantsCount: 1 } as const;

describe('judgeCountable', () => {
  it.each([
    ['outreach in person', visit, 'outreach', []],
    ['outreach by phone', { ...visit, mode: 'phone' }, 'outreach', ['not_in_person']],
    ['a group of three for 45 minutes', { ...visit, durationMin: 45, participantsCount: 3 }, 'group', []],
    ['a group of two', { ...visit, participantsCount: 2 }, 'group', ['too_few_participants']],
    ['a group of 44 minutes', { ...visit, durationMin: 44, participantsCount: 3 }, 'group', ['too_short']],
    [
      'a small short group by video',
      { ...visit, mode: 'video', durationMin: 20 },
      'group',
      ['not_in_person', 'too_few_participants', 'too_short'],
    ],
    ['a course day of 89 minutes', { ...visit, durationMin: 89 }, 'course', ['too_short']],
    ['other contact', visit, 'other', ['category_not_counted']],
  ] as const)('%s', (_, activity, category, reasons) => {
    expect(judgeCountable(activity, category, rules)).toEqual({
      countable: reasons.length === 0,
      reasons,
      rulesVersion: 1,
      reportingYear: 2026,
    });
  });

  it('judges by the version in force on the day', () => {
    const versions = [
      rule('outreach', { validTo: '2025-12-31' }),
      rule('outreach', { version: 2, validFrom: '2026-01-01', minMinutes: 90 }),
    ];
    expect(judgeCountable({ ...visit, occurredOn: '2025-12-31' }, 'outreach', versions)).toMatchObject({
      countable: true,
      rulesVersion: 1,
      reportingYear: 2025,
    });
    expect(judgeCountable(visit, 'outreach', versions)).toMatchObject({
      countable: false,
      reasons: ['too_short'],
      rulesVersion: 2,
    });
  });

  it('counts nothing when no rules are in force', () => {
    expect(judgeCountable(visit, 'outreach', [])).toEqual({
      countable: false,
      reasons: ['category_not_counted'],
      rulesVersion: 0,
      reportingYear: 2026,
    });
  });
});
