import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { plantedForClasses } from '../../faults/planted/bugs';
import { plantInto } from '../../simulation/planted/plant';

const root = resolve(import.meta.dirname, '../../..');

test.each(plantedForClasses)('knows the one place for the mistake that $id must notice', ({ bug }) => {
  const source = readFileSync(join(root, bug.file), 'utf8');
  expect(plantInto(source, bug)).not.toBe(source);
});
