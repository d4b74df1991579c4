import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { openDatabase } from '../../../src/main/database/open-database';
import { findKeyring } from '../../../src/main/session/keyring';
import { createVault, type Vault } from '../../../src/main/session/vault';
import type { KeyProblem } from '../../../src/shared/contracts/errors';
import type { FaultClass } from '../fault-class';
import {
  beginProfile,
  copyFolder,
  migrationsFolder,
  queueMentors,
  temporaryFolder,
} from '../support/test-profile';

const passphrase = 'blå fjell og stille vann';
const waitMs = 50;

type Opened = Awaited<ReturnType<Vault['open']>>;
type Ring = { storage: SafeStorage };
/** `made`: the keyring at the first start; `found`: at the second. `first`, `second`: what those have to come to. */
type State = {
  name: string;
  made: Ring;
  found: Ring;
  first: Opened['kind'];
  second: Opened['kind'];
  /** What the second is to be called where the key cannot be had. */
  why?: KeyProblem;
  isElsewhere?: boolean;
};

const login = randomBytes(32);
const otherLogin = randomBytes(32);
const states: State[] = [
  { name: 'works', made: ring(login), found: ring(login), first: 'open', second: 'open' },
  {
    name: 'gone',
    made: ring(login),
    found: ring(login, { isEncryptionAvailable: () => false }),
    first: 'open',
    second: 'lost',
    why: 'keyring_gone',
  },
  {
    name: 'another backend',
    made: ring(login),
    found: ring(otherLogin, { getSelectedStorageBackend: () => 'kwallet6' }),
    first: 'open',
    second: 'lost',
    why: 'keyring_changed',
  },
  {
    name: 'basic_text from the start',
    made: ring(login, { getSelectedStorageBackend: () => 'basic_text' }),
    found: ring(login, { getSelectedStorageBackend: () => 'basic_text' }),
    first: 'choose_passphrase',
    second: 'enter_passphrase',
  },
  {
    name: 'basic_text later',
    made: ring(login),
    found: ring(login, { getSelectedStorageBackend: () => 'basic_text' }),
    first: 'open',
    second: 'lost',
    why: 'keyring_unsafe',
  },
  {
    name: 'the folder on another computer',
    made: ring(login),
    found: ring(otherLogin),
    first: 'open',
    second: 'lost',
    why: 'other_computer',
    isElsewhere: true,
  },
  {
    name: 'gives back something else',
    made: ring(login, { decryptString: () => 'something else' }),
    found: ring(login),
    first: 'choose_passphrase',
    second: 'enter_passphrase',
  },
  {
    name: 'never answers',
    made: silent(),
    found: ring(login),
    first: 'choose_passphrase',
    second: 'enter_passphrase',
  },
];

export const faultClass: FaultClass = {
  id: 'F21',
  title: 'the keyring is gone, changed, a sham, or that of another computer',
  async run({ progress }) {
    const wrong = { otherState: 0, plainKeys: 0, writtenOver: 0, notOpened: 0, otherKey: 0 };
    let lost = 0;
    for (const [made, state] of states.entries()) {
      let folder = temporaryFolder('keyring');
      const first = await vaultIn(folder, state.made);
      const opened = await first.open();
      if (opened.kind !== state.first) wrong.otherState += 1;
      const key = opened.kind === 'open' ? opened.key : await first.openWith(passphrase);
      if (!key || !work(folder, key, 'begin')) wrong.notOpened += 1;
      const box = readFileSync(join(folder, 'vault.json'));
      if (state.isElsewhere) {
        const elsewhere = temporaryFolder('keyring-elsewhere');
        copyFolder(folder, elsewhere);
        rmSync(folder, { recursive: true });
        folder = elsewhere;
      }
      const second = await vaultIn(folder, state.found);
      const again = await second.open();
      if (again.kind !== state.second || (again.kind === 'lost' && again.why !== state.why)) {
        wrong.otherState += 1;
        console.error(`  ${state.name}: ${again.kind} instead of ${state.second}`);
      }
      // Whatever she tries: a key that cannot be had is not replaced by another.
      const typed = await second.openWith(passphrase);
      const had = again.kind === 'open' ? again.key : typed;
      if (state.second === 'lost' ? had !== null : !had || !key || !had.equals(key)) wrong.otherKey += 1;
      if (had && !work(folder, had, 'find')) wrong.notOpened += 1;
      if (!readFileSync(join(folder, 'vault.json')).equals(box)) wrong.writtenOver += 1;
      if (key) wrong.plainKeys += plainKeys(folder, key);
      // With the first keyring back, everything is there.
      const back = await (await vaultIn(folder, state.made)).open();
      if (state.second === 'lost' && (back.kind !== 'open' || !work(folder, back.key, 'find'))) lost += 1;
      rmSync(folder, { recursive: true });
      progress(made + 1, states.length);
    }
    return { tries: states.length, lost, duplicated: 0, corrupt: 0, others: wrong };
  },
};

async function vaultIn(folder: string, { storage }: Ring): Promise<Vault> {
  return createVault({
    file: join(folder, 'vault.json'),
    databaseFile: join(folder, 'feltbok.db'),
    findKeyring: () => findKeyring(storage, { limitMs: waitMs, askService: async () => 'cannot_ask' }),
    log: () => {},
  });
}

/** Saves something in the profile, or looks whether it is there. */
function work(folder: string, key: Buffer, what: 'begin' | 'find'): boolean {
  const opened = openDatabase({ file: join(folder, 'feltbok.db'), key, migrationsFolder });
  if (opened.kind === 'problem') return false;
  const { database } = opened;
  if (what === 'begin') {
    beginProfile(database);
    queueMentors(database, 5, { mutations: new Set(), drafts: new Set() });
  }
  const queued = database.prepare('SELECT count(*) FROM outbox').pluck().get();
  database.close();
  return queued === 5;
}

/** Files that hold the key in any of its forms. */
function plainKeys(folder: string, key: Buffer): number {
  const hex = key.toString('hex');
  const base64 = key.toString('base64');
  const forms = [key, hex, hex.toUpperCase(), base64, base64.replace(/=+$/, ''), key.toString('base64url')];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files.filter(({ parentPath, name }) => {
    const content = readFileSync(join(parentPath, name));
    return forms.some((form) => content.includes(form));
  }).length;
}

/** A keyring that encrypts with the secret of a login, as the operating system's does. */
function ring(secret: Buffer, changes: object = {}): Ring {
  const storage = {
    getSelectedStorageBackend: () => 'kwallet5',
    isEncryptionAvailable: () => true,
    encryptString(text: string) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, iv);
      const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    decryptString(bytes: Buffer) {
      const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString();
    },
    ...changes,
  };
  return { storage: storage as unknown as SafeStorage };
}

/** Waits for a prompt that nobody sees. */
function silent(): Ring {
  return ring(login, { encryptStringAsync() {}, isAsyncEncryptionAvailable: () => new Promise(() => {}) });
}
