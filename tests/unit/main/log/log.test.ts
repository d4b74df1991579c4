import { describe, expect, it } from 'vitest';
import { createLog, errorCode, type LogFields, logLine } from '../../../../src/main/log/log';

const secrets = [
  'Kari Furulund',
  'kari.demo@feltbok.example',
  'Snakket om høreapparat og sykdom',
  '/home/kari/feltbok.db',
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
  'a\nb',
];

describe('log', () => {
  it('writes an event, its counts and its codes', () => {
    const lines: string[] = [];
    createLog((line) => lines.push(line))('sync.run_finished', {
      pushed: 3,
      durationMs: 12.6,
      trigger: 'now',
    });
    expect(lines).toEqual(['sync.run_finished pushed=3 durationMs=13 trigger=now']);
  });

  it.each(secrets)('has no place for %s', (secret) => {
    const fields = { note: secret, failure: secret, count: secret, error: secret } as unknown as LogFields;
    for (const line of [logLine(secret, fields), logLine(`sync.${secret}`, fields)]) {
      expect(line).not.toContain(secret);
      expect(line).toBe('? count=? failure=? error=?');
    }
  });

  it('knows an error by its class or code, never by what it says', () => {
    expect(errorCode(new TypeError(secrets[0]))).toBe('TypeError');
    expect(errorCode(Object.assign(new Error(secrets[0]), { code: 'ENOSPC' }))).toBe('ENOSPC');
    expect(errorCode(Object.assign(new Error('x'), { code: secrets[0] }))).toBe('Error');
    expect(errorCode(secrets[0])).toBe('unknown');
  });
});
