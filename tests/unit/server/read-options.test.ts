import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../server/read-options';

const secret = 'x'.repeat(32);

describe('readOptions', () => {
  it('stands on loopback, in memory and empty when nothing is said', () => {
    expect(readOptions([], {})).toEqual({
      port: 8787,
      host: '127.0.0.1',
      names: [],
      dataDir: null,
      demo: null,
      restored: false,
    });
  });

  it('reads every option, and S for a demo without a size', () => {
    expect(readOptions(['--demo', '--port', '0', '--data', '/d', '--host', '::1', '--restored'], {})).toEqual(
      {
        port: 0,
        host: '::1',
        names: [],
        dataDir: '/d',
        demo: 'S',
        restored: true,
      },
    );
    expect(readOptions(['--demo', 'XL'], {}).demo).toBe('XL');
    expect(readOptions(['--name', 'A.example', '--name', 'b.example'], {}).names).toEqual([
      'a.example',
      'b.example',
    ]);
  });

  it('refuses to let others connect without a secret', () => {
    expect(() => readOptions(['--host', '0.0.0.0'], {})).toThrow('FELTBOK_SECRET');
    expect(readOptions(['--host', '0.0.0.0'], { FELTBOK_SECRET: secret }).host).toBe('0.0.0.0');
    expect(() => readOptions([], { FELTBOK_SECRET: 'short' })).toThrow('32 characters');
  });

  it.each([
    [['--port', 'x']],
    [['--port']],
    [['--demo', 'Q']],
    [['--data']],
    [['--data', '--demo']],
    [['--what']],
  ])('refuses %j', (args) => {
    expect(() => readOptions(args, {})).toThrow();
  });
});
