import { Agent, request } from 'node:http';
import type { Intent } from '../../../src/main/outbox/enqueue';
import type { Activity } from '../../../src/shared/contracts/activity';
import type { RawDatabase } from './raw-database';

/**
 * The limit of a save: record, mentors, search words, outbox row and audit line by prepared statements in one
 * durable transaction. It knows nothing of earlier edits, of conflicts, of a copy of the queue or of a chained trail.
 */
export function rawSaver({ connection }: RawDatabase): (intents: Intent[]) => void {
  const queue = connection.prepare(
    `INSERT INTO outbox (id, operation, entity, record_id, endpoint, payload, schema_version, state, made_at, actor)
     VALUES (?, ?, ?, ?, '/v1/activities/mutations', ?, 1, 'pending', ?, ?)`,
  );
  const audit = connection.prepare(
    `INSERT INTO audit_log (at, actor, action, entity, record_id, fields) VALUES (?, ?, 'created', ?, ?, ?)`,
  );
  const record = connection.prepare(
    `INSERT INTO activities (id, revision, snapshot, unit_id, batch_id, occurred_on, activity_type_id, mode, setting,
       duration_min, participants_count, new_participants, municipality_code, contact_id, travel_km, toll_nok, outlay_nok,
       note, countable, countable_reasons, rules_version, reporting_year)
     VALUES (?, 0, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '[]', 0, ?)`,
  );
  const mentor = connection.prepare('INSERT INTO activity_mentors VALUES (?, ?, ?)');
  const words = connection.prepare('INSERT INTO activity_search (rowid, words) VALUES (?, ?)');
  return connection.transaction((intents: Intent[]) => {
    for (const { id, operation, entity, recordId, base, changes, references, madeAt, actor } of intents) {
      const fields = changes as unknown as Activity;
      queue.run(
        id,
        operation,
        entity,
        recordId,
        JSON.stringify({ base, changes, references }),
        madeAt,
        actor,
      );
      audit.run(madeAt, actor, entity, recordId, JSON.stringify(Object.keys(changes)));
      const { lastInsertRowid } = record.run(
        ...[recordId, fields.unitId, fields.batchId, fields.occurredOn, fields.activityTypeId, fields.mode],
        ...[fields.setting, fields.durationMin, fields.participantsCount, fields.newParticipants],
        ...[fields.municipalityCode, fields.contactId, fields.travelKm, fields.tollNok, fields.outlayNok],
        ...[fields.note, Number(fields.occurredOn.slice(0, 4))],
      );
      for (const { peerMentorId, role } of fields.mentors) mentor.run(recordId, peerMentorId, role);
      words.run(lastInsertRowid, `${fields.occurredOn} ${fields.note} Lag Oslo Samtale Kari Nordmann KN`);
    }
  });
}

type Row = { sequence: number; id: string; operation: string; record_id: string; payload: string };

const batchRows = 500;

/**
 * The limit of a push: the payload's text concatenated into the body, two requests under way, and one durable UPDATE
 * an answer. It claims nothing, believes every answer whose ids fit, and leaves mirror, trail and history alone.
 */
export async function rawPush({ connection }: RawDatabase, baseUrl: string): Promise<void> {
  const next = connection.prepare(
    `SELECT sequence, id, operation, record_id, payload FROM outbox
     WHERE state IN ('pending', 'in_flight', 'parked') AND sequence > ? ORDER BY sequence LIMIT ${batchRows}`,
  );
  const settle = connection.prepare(
    `UPDATE outbox SET state = 'settled', outcome = r.value ->> 1, settled_at = 1
     FROM jsonb_each(?) r WHERE outbox.sequence = r.value ->> 0`,
  );
  const agent = new Agent({ keepAlive: true });
  let after = 0;
  const lane = async () => {
    for (;;) {
      const rows = next.all(after) as Row[];
      const last = rows.at(-1);
      if (!last) return;
      after = last.sequence;
      const text = await post(agent, `${baseUrl}/v1/activities/mutations`, bodyOf(rows));
      const { results } = JSON.parse(text) as { results: { id: string; outcome: string }[] };
      if (results.some(({ id }, index) => id !== rows[index]?.id)) throw new Error('Another answer.');
      settle.run(JSON.stringify(rows.map(({ sequence }, index) => [sequence, results[index]?.outcome])));
    }
  };
  await Promise.all([lane(), lane()]);
  agent.destroy();
}

function bodyOf(rows: Row[]): string {
  const mutations = rows.map(
    ({ sequence, id, operation, record_id, payload }) =>
      `{"id":"${id}","sequence":${sequence},"operation":"${operation}","recordId":"${record_id}","baseRevision":null,${payload.slice(1, -1)},"madeAt":1,"schemaVersion":1}`,
  );
  return `{"deviceId":"bench","mutations":[${mutations.join(',')}]}`;
}

function post(agent: Agent, url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
