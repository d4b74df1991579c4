/** Whether a window of this process would be shown on a screen.
 * @param {NodeJS.ProcessEnv} env */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Tests ask for the virtual display, so that they neither steal the focus nor touch the user's tray.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform */
export function wantsVirtualDisplay(env, platform) {
  return platform === 'linux' && (env.FELTBOK_VIRTUAL_DISPLAY === '1' || !hasDisplay(env, platform));
}

/**
 * The command that runs `command` with a screen and a session bus of its own.
 * @param {string} command
 * @param {string[]} args
 */
export function onVirtualDisplay(command, args) {
  return {
    command: 'xvfb-run',
    args: ['-a', '-s', '-screen 0 1600x1200x24', 'dbus-run-session', '--', command, ...args],
  };
}

/** Nothing of the real desktop may lead back to it: Electron prefers Wayland where the session says so.
 * @param {NodeJS.ProcessEnv} env */
export function withoutDesktop(env) {
  const { FELTBOK_VIRTUAL_DISPLAY, DISPLAY, WAYLAND_DISPLAY, XDG_CURRENT_DESKTOP, ...rest } = env;
  return { ...rest, XDG_SESSION_TYPE: 'x11' };
}
