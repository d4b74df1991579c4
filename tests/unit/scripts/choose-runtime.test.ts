import { describe, expect, it } from 'vitest';
import { runtimesToTry } from '../../../scripts/runtime/choose-runtime.mjs';

const hourMs = 60 * 60 * 1000;
const now = Date.UTC(2026, 10, 21);
const bareLinux = {
  overrideFolder: undefined,
  installed: false,
  installerFailedAt: undefined,
  platform: 'linux',
  arch: 'x64',
};

describe('runtimesToTry', () => {
  it.each([
    ['asks the installer, then the fallback, on a bare Linux', {}, ['installer', 'fallback']],
    ['takes what npm installed', { installed: true }, ['installed']],
    [
      'takes the named folder and nothing else',
      { overrideFolder: '/opt/electron', installed: true },
      ['override'],
    ],
    ['ignores a named folder that is empty text', { overrideFolder: '', installed: true }, ['installed']],
    ['skips an installer that failed an hour ago', { installerFailedAt: now - hourMs }, ['fallback']],
    [
      'asks an installer that failed a day ago again',
      { installerFailedAt: now - 24 * hourMs },
      ['installer', 'fallback'],
    ],
    [
      'asks again when the clock was set back',
      { installerFailedAt: now + hourMs },
      ['installer', 'fallback'],
    ],
    [
      'has no fallback on another processor, so asks a failed installer again',
      { arch: 'arm64', installerFailedAt: now - hourMs },
      ['installer'],
    ],
    ['has no fallback on macOS', { platform: 'darwin' }, ['installer']],
  ])('%s', (_title, facts, expected) => {
    expect(runtimesToTry({ ...bareLinux, ...facts }, now)).toEqual(expected);
  });
});
