import { expect, test } from 'vitest';
import type { OrgUnit } from '../../../src/shared/contracts/reference';
import { unitChoices } from '../../../src/shared/rules/unit-choices';

const unit = (id: string, parentId: string | null, kind: OrgUnit['kind'] = 'local'): OrgUnit => ({
  id,
  revision: 1,
  parentId,
  kind,
  name: id,
  municipalityCode: null,
  active: true,
});
const tree = [
  unit('country', null, 'national'),
  unit('east', 'country', 'region'),
  unit('west', 'country', 'region'),
  unit('asker', 'east'),
  unit('drammen', 'east'),
  unit('bergen', 'west'),
];
const shown = (own: string[] | null) => unitChoices(tree, own).map(({ id, depth }) => `${depth} ${id}`);

test('offers all to one who sees all, each unit before those below it', () => {
  expect(shown(null)).toEqual(
    ['0 country', '1 east', '2 asker', '2 drammen', '1 west', '2 bergen']
      .slice(1)
      .map((line) => line.replace(/^\d/, (depth) => String(Number(depth) - 1))),
  );
});

test('offers her own units, and what gathers several of them but not all', () => {
  expect(shown(['asker', 'drammen', 'bergen'])).toEqual(['0 east', '1 asker', '1 drammen', '0 bergen']);
  expect(shown(['asker', 'drammen'])).toEqual(['0 asker', '0 drammen']);
});

test('offers no choice to one who has a single unit', () => {
  expect(shown(['asker'])).toEqual([]);
});
