/** The switch that starts the app without a window. */
export const hiddenSwitch = 'hidden';

export type StartCommand = { program: string; args: string[] };

type Surroundings = {
  isPackaged: boolean;
  execPath: string;
  /** Folder of the app; the runtime of an app that is run from its sources needs it as an argument. */
  appPath: string;
  /** The AppImage that this program was unpacked from: the program itself is gone when it ends. */
  appImage?: string | undefined;
};

/** What the computer has to start, and how, to have this app without a window. */
export function startCommand({ isPackaged, execPath, appPath, appImage }: Surroundings): StartCommand {
  const hidden = `--${hiddenSwitch}`;
  if (!isPackaged) return { program: execPath, args: [appPath, hidden] };
  return { program: appImage || execPath, args: [hidden] };
}
