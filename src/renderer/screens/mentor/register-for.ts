import { api } from '../../api/client';
import { goTo } from '../../routes';

/** Puts a row for the mentor at the end of the session under way, on the disk, and opens it there. */
export async function registerFor(mentorId: string): Promise<void> {
  const session = await api.drafts.open();
  const [rowId] = await api.drafts.newId({ count: 1 });
  if (rowId) {
    const position = Math.max(0, ...session.rows.map((row) => row.position)) + 1;
    await api.drafts.saveRow({
      sessionId: session.id,
      rowId,
      position,
      origin: 'free',
      cells: { mentor: mentorId },
      focus: 'date',
    });
  }
  goTo('batch');
}
