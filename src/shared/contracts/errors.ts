/** What a sync server answers instead of a result: HTTP status by code. The client branches on these, never on text. */
export const serverErrors = {
  INVALID_TOKEN: { status: 401, message: 'The access token is missing, expired or not ours.' },
  WRONG_CREDENTIALS: { status: 401, message: 'The e-mail address or the password is wrong.' },
  REFRESH_REFUSED: { status: 401, message: 'The refresh token is not valid any more.' },
  ACCOUNT_CLOSED: { status: 401, message: 'This person may not use this server any more.' },
  IDENTITY_REFUSED: { status: 401, message: 'The identity token is not valid here.' },
  PERSON_UNKNOWN: { status: 401, message: 'The organisation has nobody of that identity.' },
  DEVICE_REFUSED: { status: 403, message: 'This device may not synchronise.' },
  DEVICE_COPIED: { status: 401, message: 'Two computers use this device. Sign in with another device id.' },
  CURSOR_REFUSED: {
    status: 410,
    message: 'The cursor belongs to another scope or epoch. Start without one.',
  },
  EPOCH_CHANGED: { status: 410, message: 'The server has another history. Fetch changes, then send again.' },
  IN_PROGRESS: { status: 409, message: 'A mutation with this id is being processed. Try again shortly.' },
  TOO_LARGE: { status: 413, message: 'The request holds too much. Send fewer mutations at a time.' },
  DIFFERENT_BODY: { status: 422, message: 'A mutation id was used before with another content.' },
  UPDATE_NEEDED: { status: 426, message: 'This version of the app is too old for the server.' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests. Wait as long as Retry-After says.' },
  UNAVAILABLE: { status: 503, message: 'The server cannot answer now. Wait as long as Retry-After says.' },
} as const;
export type ServerErrorCode = keyof typeof serverErrors;

/** Why the local database cannot be used or written; each has a sentence with a remedy in the wording files. */
export const storageProblems = [
  'disk_full',
  'read_only',
  'damaged',
  'wrong_key',
  'too_new',
  'in_use',
  'io',
] as const;
export type StorageProblem = (typeof storageProblems)[number];

/** Why the key of the database cannot be had although it was made; each has a heading, a sentence and something to do. */
export const keyProblems = [
  /** The keyring that has it is locked. */
  'keyring_locked',
  /** There is no keyring any more, or it does not answer. */
  'keyring_gone',
  /** The computer uses another kind of keyring than the one that wrapped it. */
  'keyring_changed',
  /** What the computer now takes for a keyring protects nothing, and is not used. */
  'keyring_unsafe',
  /** The keyring is of the same kind and did not wrap it: another computer, user or login. */
  'other_computer',
  /** Its wrapping is damaged or gone. */
  'key_damaged',
] as const;
export type KeyProblem = (typeof keyProblems)[number];
