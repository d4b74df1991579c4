import { hash } from 'node:crypto';

/** A line of the trail as it is hashed: every stored value of it, its number among them. */
export type HashedLine = {
  number: number;
  at: number;
  actor: string;
  action: string;
  entity: string;
  recordId: string;
  fields: string[];
};

/** SHA-256 (hex) over the line's canonical text, a JSON array in fixed order, and the hash of the line before. */
export function hashLine(line: HashedLine, previousHash: string): string {
  const { number, at, actor, action, entity, recordId, fields } = line;
  return sha256(`${JSON.stringify([number, at, actor, action, entity, recordId, fields])}\n${previousHash}`);
}

/** What the first line of a trail stands on: the trail's own name. */
export function genesisHash(chainId: string): string {
  return sha256(`feltbok audit trail 1\n${chainId}`);
}

function sha256(text: string): string {
  return hash('sha256', text);
}
