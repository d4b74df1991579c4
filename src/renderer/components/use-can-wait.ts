import { api } from '../api/client';
import { useVersionOf } from '../stores/app-store';
import { useDelayed } from './use-delayed';
import { useRead } from './use-read';

/** Long enough that a large download is not looked through again at each of its pages. */
const restMs = 400;

/** Possible duplicates that she has not answered: they stand in the inbox, and go on by themselves meanwhile. */
export function useCanWait(): number {
  const version = useDelayed(useVersionOf('outbox', 'activities'), restMs);
  return useRead(() => api.sync.duplicates(), version).value?.length ?? 0;
}
