import type { EntityName, WritableEntity } from '../../src/shared/contracts/entities';
import type { Mutation, MutationResult, Operation } from '../../src/shared/contracts/mutations';
import type { Json } from '../../src/shared/contracts/primitives';
import type { WireAnswer, WireRequest } from './model/answer';

export type Fields = Record<string, Json>;

/** What a person did and was told is saved. Written down by the simulation, never read from the engine. */
export type Intent = {
  order: number;
  device: string;
  entity: WritableEntity;
  /** Null when the record is made anew and she is not told under which id. */
  recordId: string | null;
  operation: Operation;
  changes: Fields;
  /** Every id that was made while she did it; the mutation's is among them. */
  ids: ReadonlySet<string>;
  /** Why it need not arrive any more: she gave it up, took it back, or left this computer. */
  closed: 'discarded' | 'reopened' | 'withdrawn' | 'left' | null;
};

/** What the server said of one mutation, heard at its own door. */
export type Decision = {
  order: number;
  device: string;
  mutation: Mutation;
  entity: WritableEntity;
  result: MutationResult;
  /** What she did that went into it: more than one thing where edits were joined before they were sent. */
  intents: readonly Intent[];
};

export type ViolationKind =
  | 'lost'
  | 'duplicated'
  | 'diverged'
  | 'stuck'
  | 'outOfScope'
  | 'outOfOrder'
  | 'tornReads'
  | 'falseSynced'
  | 'wentBack'
  | 'pauseBroken'
  | 'hammered'
  | 'defects';
export type Violation = { kind: ViolationKind; device: string; what: string };

export type Oracle = ReturnType<typeof makeOracle>;

/** Remembers what persons were told and what the server decided. A restored backup takes decisions back. */
export function makeOracle(report: (violation: Violation) => void) {
  const intents: Intent[] = [];
  let decisions = new Map<string, Decision>();
  const ever = new Map<string, Decision>();
  let order = 0;
  let version = 0;

  const keyOf = (device: string, mutationId: string) => `${device} ${mutationId}`;
  const intentsOf = (device: string, mutation: Pick<Mutation, 'id' | 'recordId'>): Intent[] =>
    intents.filter(
      (intent) =>
        intent.device === device &&
        (intent.recordId ?? mutation.recordId) === mutation.recordId &&
        intent.ids.has(mutation.id),
    );

  return {
    intents,
    /** Changes with everything that is known here. */
    version: () => version,
    /** An intent has been changed from outside. */
    touch(): void {
      version += 1;
    },
    remember(intent: Omit<Intent, 'order' | 'closed'>): Intent {
      version += 1;
      order += 1;
      const kept: Intent = { ...intent, order, closed: null };
      intents.push(kept);
      return kept;
    },
    intentsOf: (device: string) => intents.filter((intent) => intent.device === device),
    intentsIn: intentsOf,
    close(device: string, mutationId: string, closed: Intent['closed']): void {
      version += 1;
      for (const intent of intents)
        if (intent.device === device && intent.ids.has(mutationId)) intent.closed = closed;
    },
    forget(intent: Intent): void {
      version += 1;
      intents.splice(intents.indexOf(intent), 1);
    },
    leave(device: string): void {
      version += 1;
      for (const intent of intents) if (intent.device === device) intent.closed ??= 'left';
    },
    /** One request that the server has answered and committed. */
    hear(device: string, request: WireRequest, answer: WireAnswer): void {
      const entity = /^\/v1\/([a-z_]+)\/mutations$/.exec(request.path)?.[1] as WritableEntity | undefined;
      if (answer.text.includes('DIFFERENT_BODY'))
        report({ kind: 'duplicated', device, what: 'an id was used for two different things' });
      if (!entity || answer.status !== 200 || request.body === null) return;
      const { mutations } = JSON.parse(request.body) as { mutations: Mutation[] };
      const { results } = JSON.parse(answer.text) as { results: MutationResult[] };
      for (const [index, mutation] of mutations.entries()) {
        const result = results[index];
        if (!result || result.outcome === 'failed') continue;
        decide({ device, mutation, entity, result });
      }
    },
    /** By the device's name and the mutation's id: what holds in the history of today. */
    decision: (device: string, mutationId: string) => decisions.get(keyOf(device, mutationId)),
    everDecided: (device: string, mutationId: string) => ever.get(keyOf(device, mutationId)),
    decisions: () => [...decisions.values()],
    backUp: () => new Map(decisions),
    restore(backup: Map<string, Decision>): void {
      version += 1;
      decisions = new Map(backup);
    },
  };

  function decide({
    device,
    mutation,
    entity,
    result,
  }: Pick<Decision, 'device' | 'mutation' | 'entity' | 'result'>): void {
    const key = keyOf(device, mutation.id);
    const known = decisions.get(key);
    if (known) {
      if (wordOf(known.result) !== wordOf(result))
        report({ kind: 'duplicated', device, what: `${mutation.id} got two different answers` });
      return;
    }
    const own = intentsOf(device, mutation);
    if (own.length === 0) report({ kind: 'duplicated', device, what: `${mutation.id} was made by nobody` });
    const told: Fields = Object.assign({}, ...own.map(({ changes }) => changes));
    const altered =
      mutation.operation !== 'delete' &&
      Object.keys(told).find(
        (field) => JSON.stringify(told[field]) !== JSON.stringify(mutation.changes[field] ?? null),
      );
    if (altered) report({ kind: 'lost', device, what: `${mutation.id} arrived with another ${altered}` });
    const ofRecord = [...decisions.values()].filter(
      (other) => other.device === device && other.mutation.recordId === mutation.recordId,
    );
    const last = own.at(-1)?.order ?? 0;
    // What a restored server has forgotten is offered again after what was sent before the device knew.
    const isAgain = ever.has(key);
    const later = ofRecord.find(
      (other) => !isAgain && own.length > 0 && (other.intents[0]?.order ?? 0) > last,
    );
    if (later)
      report({
        kind: 'outOfOrder',
        device,
        what: `${mutation.id} of record ${mutation.recordId} after ${later.mutation.id}, which was made later`,
      });
    const twice = ofRecord.find(
      (other) =>
        other.intents.some((intent) => own.includes(intent)) && hasEffect(other.result) && hasEffect(result),
    );
    if (twice)
      report({ kind: 'duplicated', device, what: `${mutation.id} and ${twice.mutation.id} are one` });
    order += 1;
    version += 1;
    const decision = { order, device, mutation, entity, result, intents: own };
    decisions.set(key, decision);
    ever.set(key, decision);
  }
}

/** What is said of a mutation for ever; the record beside it is the one of the day. */
function wordOf({ outcome, groups, by, problem }: MutationResult): string {
  return JSON.stringify([outcome, groups, by, problem]);
}

export function hasEffect({ outcome }: MutationResult): boolean {
  return outcome === 'applied' || outcome === 'merged' || outcome === 'conflict';
}

export const mirrorKey = (entity: EntityName, id: string) => `${entity} ${id}`;
