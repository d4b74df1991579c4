import { describe, expect, it } from 'vitest';
import { addUp, countPlaywright, countVitest } from '../../../scripts/checks/count-results.mjs';

const vitestReport = { numPassedTests: 7, numFailedTests: 0, testResults: [] };

describe('countVitest', () => {
  it('counts passed and failed tests', () => {
    expect(countVitest({ ...vitestReport, numFailedTests: 2 }, 1)).toEqual({ passed: 7, failed: 2 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ];
    expect(countVitest({ ...vitestReport, testResults }, 1)).toEqual({ passed: 7, failed: 1 });
  });

  it('counts a bad end without a failed test as one failure', () => {
    expect(countVitest(vitestReport, 1)).toEqual({ passed: 7, failed: 1 });
  });

  it('counts a run that wrote no report as one failure', () => {
    expect(countVitest(undefined, 137)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a run without tests as one failure, although it ended well', () => {
    expect(countVitest({ ...vitestReport, numPassedTests: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('countPlaywright', () => {
  it('counts a test that passed at the second attempt as passed', () => {
    expect(countPlaywright({ stats: { expected: 3, unexpected: 0, flaky: 1 } }, 0)).toEqual({
      passed: 4,
      failed: 0,
    });
  });

  it('counts errors outside tests', () => {
    const report = { stats: { expected: 3, unexpected: 1, flaky: 0 }, errors: [{}] };
    expect(countPlaywright(report, 1)).toEqual({ passed: 3, failed: 2 });
  });

  it('counts a run without tests as one failure', () => {
    expect(countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0 } }, 0)).toEqual({
      passed: 0,
      failed: 1,
    });
  });
});

describe('addUp', () => {
  it('adds the counts of all runners', () => {
    expect(
      addUp([
        { passed: 7, failed: 0 },
        { passed: 3, failed: 2 },
      ]),
    ).toEqual({ passed: 10, failed: 2 });
  });

  it('is nothing for no runner', () => {
    expect(addUp([])).toEqual({ passed: 0, failed: 0 });
  });
});
