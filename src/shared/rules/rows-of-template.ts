import type { Cells, SessionHeader } from '../contracts/drafts';
import { repeatRows } from './repeat-rows';

/** One row for each mentor of a template, with what its header says where the session's own does not. */
export function rowsOfTemplate(
  { header, mentorIds }: { header: SessionHeader; mentorIds: readonly string[] },
  standing: { rows: readonly Cells[]; header: SessionHeader },
): Cells[] {
  return repeatRows(
    mentorIds.map((mentor) => ({ ...header.values, mentor })),
    standing,
  );
}
