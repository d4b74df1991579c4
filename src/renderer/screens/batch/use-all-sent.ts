import { api } from '../../api/client';
import { useRead } from '../../components/use-read';
import { useApp, useVersionOf } from '../../stores/app-store';

/** Whether the server has said that it has everything of a finished session; asked of the tables once nothing waits. */
export function useAllSent(sessionId: string | null): boolean {
  const nothingWaits = useApp((state) => state.status?.waiting === 0);
  const version = useVersionOf('activities', 'outbox', 'conflicts');
  const id = nothingWaits ? sessionId : null;
  const read = async () => (id === null ? null : (await api.sessions.open({ id })).session);
  const session = useRead(read, id === null ? -1 : version).value;
  if (id === null || session?.id !== id) return false;
  return session.waiting === 0 && session.needsFixing === 0;
}
