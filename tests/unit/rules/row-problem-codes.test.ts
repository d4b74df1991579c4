import { describe, expect, it, test } from 'vitest';
import en from '../../../src/renderer/i18n/en/batch.json';
import nb from '../../../src/renderer/i18n/nb/batch.json';
import nn from '../../../src/renderer/i18n/nn/batch.json';
import { uncountableReasons } from '../../../src/shared/rules/judge-countable';
import { rowProblemCodes } from '../../../src/shared/rules/row-problem-codes';

const languages = { nb, nn, en };

function keysOf(part: object, path = ''): string[] {
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === 'object' ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
  );
}

describe.each(Object.entries(languages))('the wording in %s', (_language, wording) => {
  const problems: Record<string, unknown> = wording.problem;

  test.each(rowProblemCodes)('has two sentences at least for %s: what is wrong, and what to do', (code) => {
    expect(problems[code]).toEqual(expect.any(String));
    expect(String(problems[code]).match(/[.?!](?= |$)/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('has words for every reason not to count', () => {
    expect(Object.keys(wording.reason).sort()).toEqual([...uncountableReasons].sort());
    expect(Object.keys(wording.row_reason).sort()).toEqual([...uncountableReasons].sort());
  });

  it('has the same keys as the others', () => {
    expect(keysOf(wording).sort()).toEqual(keysOf(nb).sort());
  });
});
