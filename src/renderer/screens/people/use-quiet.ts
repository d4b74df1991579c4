import { useMemo } from 'react';
import { quietSince } from '../../../shared/rules/quiet-since';
import { api } from '../../api/client';
import { useRead } from '../../components/use-read';
import { useVersionOf } from '../../stores/app-store';

/** Tells since when a mentor has been quieter than is usual for her; null until that has been read. */
export function useQuiet(): ReturnType<typeof quietSince> | null {
  const { value } = useRead(() => api.drafts.missing(), useVersionOf('peer_mentors', 'activities'));
  return useMemo(() => value && quietSince(value.missing), [value]);
}
