import { type DemoSize, demoSizes } from './seed/plan-demo';

export type Options = {
  port: number;
  host: string;
  /** Host names that it answers to, in small letters. */
  names: string[];
  dataDir: string | null;
  demo: DemoSize | null;
  /** The data were put back from an older copy. */
  restored: boolean;
};
export type Environment = { FELTBOK_SECRET?: string | undefined };

export class WrongOptions extends Error {}

const usage =
  'tsx server/main.ts [--port N] [--host ADDRESS] [--name HOST]... [--data FOLDER] [--demo [S|M|L|XL]] [--restored]';
const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Reads the command line, and refuses what would be unsafe. */
export function readOptions(args: readonly string[], environment: Environment): Options {
  const options: Options = {
    port: 8787,
    host: '127.0.0.1',
    names: [],
    dataDir: null,
    demo: null,
    restored: false,
  };
  const left = [...args];
  while (left.length > 0) {
    const name = left.shift() ?? '';
    if (name === '--port') options.port = readPort(left.shift());
    else if (name === '--host') options.host = readText(name, left.shift());
    else if (name === '--name') options.names.push(readText(name, left.shift()).toLowerCase());
    else if (name === '--data') options.dataDir = readText(name, left.shift());
    else if (name === '--demo') options.demo = readSize(left);
    else if (name === '--restored') options.restored = true;
    else throw new WrongOptions(`Unknown option ${name}. Use: ${usage}`);
  }
  checkSecret(options, environment.FELTBOK_SECRET);
  return options;
}

function readPort(text: string | undefined): number {
  const port = Number(text);
  if (text && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new WrongOptions('--port needs a number from 0 to 65535.');
}

function readText(name: string, text: string | undefined): string {
  if (text && !text.startsWith('--')) return text;
  throw new WrongOptions(`${name} needs a value. Use: ${usage}`);
}

function readSize(left: string[]): DemoSize {
  if (left[0] === undefined || left[0].startsWith('--')) return 'S';
  const given = left.shift();
  const size = demoSizes.find((each) => each === given);
  if (size) return size;
  throw new WrongOptions('--demo takes S, M, L or XL.');
}

function checkSecret({ host }: Options, secret: string | undefined): void {
  if (secret !== undefined && secret.length < 32)
    throw new WrongOptions('FELTBOK_SECRET must hold at least 32 characters.');
  if (secret === undefined && !loopback.has(host))
    throw new WrongOptions(`FELTBOK_SECRET must be set before others may connect (--host ${host}).`);
}
