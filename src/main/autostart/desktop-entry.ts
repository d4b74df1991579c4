import type { StartCommand } from './start-command';

/** An autostart file by the Desktop Entry Specification 1.5. `name`: one line, shown in the desktop's own list. */
export function makeDesktopEntry(name: string, { program, args }: StartCommand): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    `Name=${escapeString(name)}`,
    `Exec=${escapeString([program, ...args].map(quoteArgument).join(' '))}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether a desktop would start it; desktops turn an entry off by a line of their own and leave the file. */
export function isEntryOn(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim().replace(/\s*=\s*/, '='));
  const start = lines.indexOf('[Desktop Entry]');
  if (start < 0) return false;
  const next = lines.findIndex((line, index) => index > start && line.startsWith('['));
  const own = lines.slice(start, next < 0 ? undefined : next);
  const isOff = own.includes('Hidden=true') || own.includes('X-GNOME-Autostart-enabled=false');
  return !isOff && own.some((line) => line.startsWith('Exec='));
}

/** Plain words stay as they are; anything else is quoted, with `%` doubled because a single one is a field code. */
function quoteArgument(argument: string): string {
  const doubled = argument.replaceAll('%', '%%');
  if (/^[A-Za-z0-9%+,./:=@_-]+$/.test(doubled)) return doubled;
  return `"${doubled.replace(/["`$\\]/g, '\\$&')}"`;
}

/** The escapes that every value of type string is read with, after which an Exec line is taken apart. */
function escapeString(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}
