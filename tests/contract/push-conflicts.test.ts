import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractServers } from './contract-servers';
import { edit, type PushBench, pushOne, removal, startPushBench } from './push-bench';

describe.each(contractServers)('$name', ({ start }) => {
  let at: PushBench;
  beforeAll(async () => {
    at = await startPushBench(start);
  });
  afterAll(() => at.server.close());

  describe('two devices', () => {
    it('merges edits of different groups', async () => {
      const { recordId } = await at.store();
      await pushOne(at.other, edit(recordId, 1, { note: '' }, { note: 'theirs' }));
      expect(
        await pushOne(at.device, edit(recordId, 1, { durationMin: 45 }, { durationMin: 60 })),
      ).toMatchObject({
        outcome: 'merged',
        revision: 3,
        record: { note: 'theirs', durationMin: 60 },
      });
    });

    it('keeps the server value of a group that both edited, takes the rest, and names who', async () => {
      const { recordId } = await at.store();
      await pushOne(at.other, edit(recordId, 1, { durationMin: 45 }, { durationMin: 50 }));
      await pushOne(at.other, edit(recordId, 2, { travelKm: 12.5 }, { travelKm: 1 }));
      const mine = edit(
        recordId,
        1,
        { participantsCount: 1, note: '' },
        { participantsCount: 2, note: 'mine' },
      );
      expect(await pushOne(at.device, mine)).toMatchObject({
        outcome: 'conflict',
        groups: ['what'],
        by: 'Kari Furulund',
        revision: 4,
        record: { durationMin: 50, participantsCount: 1, note: 'mine', travelKm: 1 },
      });
    });

    it('takes a chain of edits of one device, whatever revision each was based on', async () => {
      const { recordId } = await at.store();
      const results = await at.device.push('activities', [
        edit(recordId, 1, { durationMin: 45 }, { durationMin: 60 }),
        edit(recordId, 1, { durationMin: 60 }, { durationMin: 75 }),
        removal(recordId, 1),
      ]);
      expect(results.map((result) => result.outcome)).toEqual(['applied', 'applied', 'applied']);
      expect(results[2]).toMatchObject({ record: null, revision: 4 });
    });

    it('keeps a record deleted that was edited here: every touched group is lost', async () => {
      const { recordId } = await at.store();
      await pushOne(at.other, removal(recordId, 1));
      const mine = edit(recordId, 1, { durationMin: 45, note: '' }, { durationMin: 60, note: 'mine' });
      expect(await pushOne(at.device, mine)).toEqual({
        id: mine.id,
        outcome: 'conflict',
        record: null,
        revision: 2,
        groups: ['what', 'note'],
        by: 'Kari Furulund',
      });
    });

    it('keeps a record that was edited there and deleted here', async () => {
      const { recordId } = await at.store();
      await pushOne(at.other, edit(recordId, 1, { note: '' }, { note: 'theirs' }));
      expect(await pushOne(at.device, removal(recordId, 1))).toMatchObject({
        outcome: 'conflict',
        groups: ['note'],
        record: { note: 'theirs' },
        revision: 2,
      });
    });

    it('takes deleting what is deleted, or never was, as done', async () => {
      const { recordId } = await at.store();
      await pushOne(at.other, removal(recordId, 1));
      expect(await pushOne(at.device, removal(recordId, 1))).toMatchObject({
        outcome: 'applied',
        record: null,
      });
      expect(await pushOne(at.device, removal(randomUUID(), 1))).toMatchObject({
        outcome: 'applied',
        record: null,
      });
    });
  });
});
