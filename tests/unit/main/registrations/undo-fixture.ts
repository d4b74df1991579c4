import { randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { expect } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { auditLog, outbox } from '../../../../src/main/database/schema';
import { saveActivities } from '../../../../src/main/registrations/save-activities';
import type { ActivityFields } from '../../../../src/shared/contracts/activity';
import type { Cells } from '../../../../src/shared/contracts/drafts';
import { jsonAnswer } from '../../../support/faulty-network';
import { contextOf, type Device, someActivity } from '../../../support/make-device';

/** What a person does, takes back and sees at a device, in the words of the tests of undo. */
export function undoFixture({ server, device }: { server: RunningServer; device: Device }) {
  const workspace = () => device.work().workspace;
  const go = () => device.work().engine.run('now');
  const undo = (id: string | undefined) => workspace().activities.undo({ undo: id ?? '' });

  /** Registrations that the server has. */
  async function sent(
    count = 1,
    changes: Partial<ActivityFields> = {},
  ): Promise<{ ids: string[]; batch: string }> {
    const batch = randomUUID();
    const fields = someActivity(device, { durationMin: 30, note: 'before', batchId: batch, ...changes });
    const made = Array.from({ length: count }, () => ({ id: randomUUID(), fields }));
    saveActivities(contextOf(device), made);
    await go();
    return { ids: made.map(({ id }) => id), batch };
  }

  async function edit(id: string, changes: Partial<ActivityFields>): Promise<string> {
    const result = await workspace().activities.update({ id, changes });
    return result.kind === 'saved' ? (result.undo ?? '') : '';
  }

  async function remove(id: string): Promise<string> {
    const result = await workspace().activities.remove({ id });
    return result.kind === 'saved' ? (result.undo ?? '') : '';
  }

  /** A finished entry session. */
  async function finish(
    count: number,
    changes: Cells = {},
  ): Promise<{ undo: string | undefined; batch: string }> {
    const session = await workspace().drafts.open({} as never);
    const { mentors, types, today } = await workspace().reference.read({} as never);
    const ids = await workspace().drafts.newId({ count });
    const type = types.find(({ code }) => code === 'home_visit') ?? types[0];
    for (const [index, rowId] of ids.entries()) {
      const cells: Cells = {
        mentor: mentors.filter(({ active }) => active)[index]?.id ?? '',
        type: type?.id ?? '',
        date: today,
        duration: '60',
        participants: '3',
        note: `row ${index}`,
        ...changes,
      };
      const row = {
        sessionId: session.id,
        rowId,
        position: index,
        origin: 'free' as const,
        focus: null,
        cells,
      };
      expect(await workspace().drafts.saveRow(row)).toEqual({ kind: 'saved' });
    }
    const finished = await workspace().drafts.finish({ sessionId: session.id });
    expect(finished).toMatchObject({ kind: 'finished', registered: count });
    return { undo: finished.kind === 'finished' ? finished.undo : undefined, batch: session.id };
  }

  async function loseAnswer(): Promise<void> {
    device.net.faultFor = (request) => (request.startsWith('POST') ? 'lose_answer' : null);
    await go();
    device.net.faultFor = () => null;
  }

  const onServer = (batch: string) =>
    server.sql<{ id: string; note: string; duration_min: number }>(
      'SELECT id, note, duration_min FROM activities WHERE batch_id = $1 AND deleted_at IS NULL ORDER BY note',
      [batch],
    );
  const here = (batch: string) =>
    device
      .database()
      .prepare('SELECT id, note, duration_min FROM activities WHERE batch_id = ? ORDER BY note')
      .all(batch);
  const unsettled = () =>
    device
      .database()
      .orm.select()
      .from(outbox)
      .where(inArray(outbox.state, ['pending', 'in_flight', 'parked']))
      .all();
  const undoneLines = () =>
    device.database().orm.select().from(auditLog).where(eq(auditLog.action, 'undone')).all().length;
  const rows = async () => (await workspace().drafts.open({} as never)).rows;

  /** A run in which the server refuses whatever comes. */
  async function goRefused(): Promise<void> {
    const answer = () => {
      const problem = { code: 'year_locked', field: 'occurredOn' };
      const results = unsettled().map(({ id }) => ({ id, outcome: 'rejected', problem }));
      return jsonAnswer(200, { epoch: server.epoch, results });
    };
    device.net.faultFor = (request) => (request.startsWith('POST') ? { answer } : null);
    await go();
    device.net.faultFor = () => null;
  }

  return {
    workspace,
    go,
    undo,
    sent,
    edit,
    remove,
    finish,
    loseAnswer,
    onServer,
    here,
    unsettled,
    undoneLines,
    rows,
    goRefused,
  };
}
