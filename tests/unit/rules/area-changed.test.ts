import { expect, test } from 'vitest';
import type { Person } from '../../../src/shared/contracts/sync-api';
import { areaChanged } from '../../../src/shared/rules/area-changed';

const coordinator = (...unitIds: string[]) => ({ role: 'coordinator', unitIds }) as Person;
const admin = (...unitIds: string[]) => ({ role: 'org_admin', unitIds }) as Person;

test.each<[boolean, string, Person, Person]>([
  [false, 'her units are the same in another order', coordinator('a', 'b'), coordinator('b', 'a')],
  [true, 'she has one more', coordinator('a'), coordinator('a', 'b')],
  [true, 'she has one less', coordinator('a', 'b'), coordinator('b')],
  [true, 'she has another', coordinator('a'), coordinator('b')],
  [true, 'she has none left', coordinator('a'), coordinator()],
  [true, 'she became administrator', coordinator('a'), admin('a')],
  [true, 'she is administrator no more', admin('a'), coordinator('a')],
  [false, 'she is administrator, and a unit was made', admin('a'), admin('a', 'b')],
])('answers %s when %s', (changed, _when, before, after) => {
  expect(areaChanged(before, after)).toBe(changed);
});
