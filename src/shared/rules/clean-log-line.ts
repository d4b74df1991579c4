/** `2026-11-21T12:00:00.000Z sync.run_finished pushed=3 trigger=save`, and nothing that could hold a sentence. */
const known =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [a-z]+\.[a-z_]{1,40}( [A-Za-z]{1,20}=(\?|-?\d{1,16}|[A-Za-z][A-Za-z0-9_.-]{0,39}|\d{1,4}(\.\d{1,4}){0,3}))*$/;

/** What no code of ours looks like: an id, or the beginning of a key. */
const secret = /[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16}/i;

/** A line of the log as the app writes it; null for anything else, whoever wrote it there. */
export function cleanLogLine(line: string): string | null {
  return known.test(line) && !secret.test(line) ? line : null;
}
