import type { Lock } from '../handover/ports';
import { passphraseBox, unwrapWithPassphrase, wrapWithPassphrase } from '../session/passphrase';

/** A file's code locks its key in the way that a passphrase locks the database's. */
export const fileLock: Lock = {
  close: wrapWithPassphrase,
  async open(lock, code) {
    const box = passphraseBox.safeParse(lock);
    if (!box.success) return 'damaged';
    return (await unwrapWithPassphrase(box.data, code)) ?? 'wrong_code';
  },
};
