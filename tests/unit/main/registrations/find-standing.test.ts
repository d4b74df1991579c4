import { expect, test } from 'vitest';
import { peerMentors } from '../../../../src/main/database/schema';
import { findStanding, standingSql } from '../../../../src/main/registrations/find-standing';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { contextOf, type Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let device: Device;
deviceForEachTest((made) => {
  ({ device } = made);
});

const day = '2026-03-09';

test('answers what stands of the mentors on the days that are asked about, sent or not, and nothing else', () => {
  const { database } = contextOf(device);
  const [one = '', other = '', third = ''] = database.orm
    .select({ id: peerMentors.id })
    .from(peerMentors)
    .all()
    .map(({ id }) => id);
  const responsible = (peerMentorId: string) => [{ peerMentorId, role: 'responsible' as const }];
  const [mine = '', , , asHelper = ''] = registerMany(
    device,
    4,
    (index) =>
      [
        { occurredOn: day, mentors: responsible(one) },
        { occurredOn: day, mentors: responsible(other) },
        { occurredOn: '2026-03-10', mentors: responsible(one) },
        { occurredOn: day, mentors: [...responsible(third), { peerMentorId: one, role: 'with' as const }] },
      ][index] ?? {},
  );
  const found = findStanding(contextOf(device), [
    { mentorId: one, day },
    { mentorId: other, day: '2026-03-10' },
  ]);
  const ids = found.map(({ id }) => id);
  expect(ids).toContain(mine);
  expect(ids).not.toContain(asHelper);
  for (const meeting of found) expect(meeting).toMatchObject({ occurredOn: day, mentors: responsible(one) });
});

test('begins at the days by their index, and never reads all that is registered', () => {
  const { database } = contextOf(device);
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${standingSql}`).all({ asked: '[]' });
  const plan = (steps as { detail: string }[]).map(({ detail }) => detail);
  expect(
    plan.some((step) => /SEARCH a USING (COVERING )?INDEX activities_newest \(occurred_on=\?\)/.test(step)),
  ).toBe(true);
  expect(plan.some((step) => /SEARCH m USING PRIMARY KEY \(activity_id=\?\)/.test(step))).toBe(true);
  expect(plan.filter((step) => /SCAN (a|m)\b/.test(step))).toEqual([]);
});
