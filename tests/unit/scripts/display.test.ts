import { describe, expect, it } from 'vitest';
import {
  hasDisplay,
  onVirtualDisplay,
  wantsVirtualDisplay,
  withoutDesktop,
} from '../../../scripts/runtime/display.mjs';

describe('wantsVirtualDisplay', () => {
  it.each([
    ['uses the screen of an X11 desktop', { DISPLAY: ':0' }, 'linux', false],
    ['uses the screen of a Wayland desktop', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', false],
    ['takes a virtual one without a desktop', {}, 'linux', true],
    ['takes a virtual one when told so', { DISPLAY: ':0', FELTBOK_VIRTUAL_DISPLAY: '1' }, 'linux', true],
    ['always uses the screen of macOS', { FELTBOK_VIRTUAL_DISPLAY: '1' }, 'darwin', false],
    ['always uses the screen of Windows', {}, 'win32', false],
  ] as const)('%s', (_title, env, platform, expected) => {
    expect(wantsVirtualDisplay(env, platform)).toBe(expected);
  });
});

describe('onVirtualDisplay', () => {
  it('passes the command and its arguments on untouched', () => {
    expect(onVirtualDisplay('node', ['a b', '--c']).args.slice(-4)).toEqual(['--', 'node', 'a b', '--c']);
  });
});

describe('withoutDesktop', () => {
  it('leaves no way back to the real desktop and keeps the rest', () => {
    const desktop = {
      DISPLAY: ':0',
      WAYLAND_DISPLAY: 'wayland-0',
      FELTBOK_VIRTUAL_DISPLAY: '1',
      HOME: '/home/a',
    };
    const env = withoutDesktop(desktop);
    expect(env).toEqual({ HOME: '/home/a', XDG_SESSION_TYPE: 'x11' });
    expect(hasDisplay(env, 'linux')).toBe(false);
  });
});
