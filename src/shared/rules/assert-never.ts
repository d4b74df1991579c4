/** Closes a union: does not compile when a case is missing, and throws if one slips through at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${typeof value}`);
}

/** Throws when an assumption of ours is broken; the sentence must hold no personal data. */
export function invariant(ok: unknown, sentence: string): asserts ok {
  if (!ok) throw new Error(`Broken assumption: ${sentence}`);
}
