import { api } from '../../api/client';
import { useRead } from '../../components/use-read';
import { useVersionOf } from '../../stores/app-store';
import type { Needing } from './attention-items';

const listed = 500;

/** Everything that needs the person; null until it has been read. `more`: refused ones beyond those listed. */
export function useNeeding() {
  const version = useVersionOf('outbox', 'conflicts', 'runs', 'activities');
  const refused = useRead(() => api.sync.queue({ only: 'needs_person', limit: listed }), version);
  const conflicts = useRead(() => api.sync.conflicts(), version);
  const duplicates = useRead(() => api.sync.duplicates(), version);
  const question = useRead(async () => ({ value: await api.sync.deleteQuestion() }), version);
  const answered = useRead(() => api.sync.answered(), version);
  const putOffs = useRead(() => api.sync.putOffs(), version);
  const reads = [refused, conflicts, duplicates, question, answered, putOffs];
  const needing: Needing | null =
    refused.value && conflicts.value && duplicates.value && question.value && putOffs.value
      ? {
          question: question.value.value,
          refused: refused.value.lines,
          conflicts: conflicts.value,
          duplicates: duplicates.value,
        }
      : null;
  return {
    needing,
    more: refused.value ? refused.value.total - refused.value.lines.length : 0,
    answered: answered.value ?? [],
    putOffs: putOffs.value ?? [],
    readPutOffs: putOffs.readAgain,
    failed: reads.some(({ failed }) => failed),
    readAgain: () => {
      for (const { readAgain } of reads) readAgain();
    },
  };
}
