import { describe, expect, it } from 'vitest';
import { limitAttempts } from '../../../server/session/limit-attempts';

describe('limitAttempts', () => {
  it('makes an account wait after eight tries, and lets it try again when the window ends', () => {
    let now = 0;
    const limit = limitAttempts(() => now);
    const attempt = { account: 'kari', address: '::1' };
    for (let count = 0; count < 8; count += 1) expect(limit.take(attempt)).toBeNull();
    expect(limit.take(attempt)).toBe(900);
    now = 600_000;
    expect(limit.take({ ...attempt, address: '::2' })).toBe(300);
    now = 900_001;
    expect(limit.take(attempt)).toBeNull();
  });

  it('makes an address wait that tries many accounts', () => {
    const limit = limitAttempts(() => 0);
    for (let count = 0; count < 60; count += 1)
      expect(limit.take({ account: `a${count}`, address: '::1' })).toBeNull();
    expect(limit.take({ account: 'one more', address: '::1' })).toBe(900);
    expect(limit.take({ account: 'one more', address: '::2' })).toBeNull();
  });

  it('does not count a try that succeeded', () => {
    const limit = limitAttempts(() => 0);
    const attempt = { account: 'kari', address: '::1' };
    for (let count = 0; count < 500; count += 1) {
      expect(limit.take(attempt)).toBeNull();
      limit.forgive(attempt);
    }
  });
});
