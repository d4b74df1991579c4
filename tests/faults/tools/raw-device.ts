import { randomUUID } from 'node:crypto';
import { demoPassword } from '../../support/make-device';

/** A device reduced to its requests: what a network can repeat, delay or run side by side. */
export type RawDevice = {
  deviceId: string;
  unitId: string;
  typeId: string;
  mentorId: string;
  post(body: string): Promise<{ status: number; text: string }>;
  /** A request body that creates so many activities; the notes begin with `note`. */
  batch(note: string, count: number): { body: string; recordIds: string[] };
};

export async function makeRawDevice(url: string, email = 'kari.demo@feltbok.example'): Promise<RawDevice> {
  const deviceId = randomUUID();
  const json = { 'content-type': 'application/json' };
  const signedIn = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email, password: demoPassword, deviceId }),
  });
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  const headers = { ...json, authorization: `Bearer ${accessToken}` };
  const page = await fetch(`${url}/v1/changes?limit=5000`, { headers });
  const { changes } = (await page.json()) as {
    changes: Record<string, { columns: string[]; rows: (string | null)[][] }>;
  };
  const first = (entity: string, column: string, where: (value: unknown) => boolean = () => true) => {
    const { columns = [], rows = [] } = changes[entity] ?? {};
    const row = rows.find((one) => where(one[columns.indexOf('validTo')]));
    return String(row?.[columns.indexOf(column)]);
  };
  const unitId = first('peer_mentors', 'homeUnitId');
  const mentorId = first('peer_mentors', 'id');
  const typeId = first('activity_types', 'id', (validTo) => validTo === null);
  const occurredOn = new Date().toISOString().slice(0, 10);
  let sequence = 0;
  return {
    deviceId,
    unitId,
    typeId,
    mentorId,
    async post(body) {
      const answer = await fetch(`${url}/v1/activities/mutations`, { method: 'POST', headers, body });
      return { status: answer.status, text: await answer.text() };
    },
    batch(note, count) {
      const recordIds = Array.from({ length: count }, () => randomUUID());
      const mutations = recordIds.map((recordId, index) => {
        sequence += 1;
        return {
          id: randomUUID(),
          sequence,
          operation: 'create',
          recordId,
          baseRevision: null,
          base: {},
          changes: {
            unitId,
            batchId: null,
            occurredOn,
            activityTypeId: typeId,
            mode: 'in_person',
            setting: null,
            durationMin: 60,
            participantsCount: 1,
            newParticipants: null,
            municipalityCode: null,
            mentors: [{ peerMentorId: mentorId, role: 'responsible' }],
            contactId: null,
            travelKm: null,
            tollNok: null,
            outlayNok: null,
            note: `${note}-${index}`,
          },
          references: [],
          madeAt: Date.now(),
          schemaVersion: 1,
        };
      });
      return { body: JSON.stringify({ deviceId, mutations }), recordIds };
    },
  };
}
