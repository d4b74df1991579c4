/** Counts and durations a line may carry. Nothing that a person typed has a place here. */
const countNames = [
  'count',
  'pushed',
  'pulled',
  'conflicts',
  'parked',
  'attempts',
  'bytes',
  'rows',
  'durationMs',
  'delayMs',
  'httpStatus',
] as const;

/** Codes from our own closed lists, and names of error classes. */
const codeNames = [
  'trigger',
  'failure',
  'problem',
  'state',
  'entity',
  'outcome',
  'code',
  'procedure',
  'error',
  'backend',
  'version',
  'platform',
] as const;

export type LogFields = Partial<
  Record<(typeof countNames)[number], number> & Record<(typeof codeNames)[number], string>
>;
type Room =
  | 'app'
  | 'window'
  | 'ipc'
  | 'tray'
  | 'schedule'
  | 'session'
  | 'connectivity'
  | 'settings'
  | 'database'
  | 'outbox'
  | 'sync'
  | 'registrations';

/** An event's name is written in the source, in lower case: `sync.run_finished`. */
type LogEvent = `${Room}.${string}`;
export type Log = (event: LogEvent, fields?: LogFields) => void;

/**
 * A log that cannot leak: a line is an event's name, counts and short codes. Names, notes, e-mail addresses
 * and messages of errors have nowhere to go; what does not fit is written as `?`.
 */
export function createLog(writeLine: (line: string) => void): Log {
  return (event, fields = {}) => writeLine(logLine(event, fields));
}

export function logLine(event: string, fields: LogFields): string {
  const parts = [/^[a-z]+\.[a-z_]{1,40}$/.test(event) ? event : '?'];
  for (const name of countNames) {
    const value = fields[name];
    if (value !== undefined) parts.push(`${name}=${Number.isFinite(value) ? Math.round(value) : '?'}`);
  }
  for (const name of codeNames) {
    const value = fields[name];
    if (value !== undefined) parts.push(`${name}=${isCode(value) ? value : '?'}`);
  }
  return parts.join(' ');
}

/** The class of an error, or the code Node gives it; never its message, which may quote data. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && isCode(code) ? code : error.constructor.name;
}

function isCode(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_.-]{0,39}$|^\d{1,4}(\.\d{1,4}){0,3}$/.test(value);
}
