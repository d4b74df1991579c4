/**
 * Whether a build has to be made again.
 * @param {{ builtAt: number | undefined, changedAt: number, complete: boolean }} build builtAt: epoch ms of
 *   the start of the last build that succeeded; changedAt: of the newest source; complete: all outputs exist
 */
export function isStale({ builtAt, changedAt, complete }) {
  return !complete || builtAt === undefined || changedAt >= builtAt;
}
