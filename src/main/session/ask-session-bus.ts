import { execFile } from 'node:child_process';

/** One call over the session bus; arguments are D-Bus strings. */
export type BusCall = { to: string; path: string; interface: string; member: string; words: string[] };

const answerMs = 2000;

/**
 * What a service on the desktop's session bus answers, as the asking program prints it. `failed`: the bus or the service
 * said no, or nobody answered; `cannot_ask`: this computer has none of the programs that ask.
 */
export async function askSessionBus(
  call: BusCall,
): Promise<{ kind: 'answer'; text: string } | { kind: 'failed' } | { kind: 'cannot_ask' }> {
  for (const [program = '', ...args] of waysToAsk(call)) {
    const answer = await ask(program, args);
    if (answer.kind !== 'cannot_ask') return answer;
  }
  return { kind: 'cannot_ask' };
}

/** Whether somebody stands behind a name on the bus, without waking who might. */
export async function isNameOwned(
  name: string,
  ask = askSessionBus,
): Promise<'owned' | 'free' | 'cannot_ask'> {
  const owned = await ask({
    to: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'NameHasOwner',
    words: [name],
  });
  if (owned.kind === 'cannot_ask') return 'cannot_ask';
  return owned.kind === 'answer' && /\btrue\b/.test(owned.text) ? 'owned' : 'free';
}

function waysToAsk({ to, path, interface: of, member, words }: BusCall): string[][] {
  return [
    [
      'gdbus',
      'call',
      '--session',
      '--dest',
      to,
      '--object-path',
      path,
      '--method',
      `${of}.${member}`,
      ...words,
    ],
    ['busctl', '--user', 'call', to, path, of, member, 's'.repeat(words.length), ...words],
    ['dbus-send', '--session', '--print-reply', `--dest=${to}`, path, `${of}.${member}`].concat(
      words.map((word) => `string:${word}`),
    ),
  ];
}

function ask(program: string, args: string[]) {
  return new Promise<{ kind: 'answer'; text: string } | { kind: 'failed' } | { kind: 'cannot_ask' }>(
    (resolve) => {
      execFile(program, args, { timeout: answerMs }, (error, text) => {
        if (!error) return resolve({ kind: 'answer', text });
        resolve({ kind: error.code === 'ENOENT' ? 'cannot_ask' : 'failed' });
      });
    },
  );
}
