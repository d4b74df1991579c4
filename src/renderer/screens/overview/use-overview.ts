import { useEffect, useState } from 'react';
import type { ChartName, FiguresRequest, Overview } from '../../../shared/contracts/overview';
import { api } from '../../api/client';
import { useDelayed } from '../../components/use-delayed';
import { useRead } from '../../components/use-read';
import { useVersionOf } from '../../stores/app-store';

/** While much is fetched, the figures are read again when it rests for a moment, not for each page. */
const restMs = 250;

/** The figures asked for, read again when something in them changed; those before stay until the next are there. */
export function useOverview(request: FiguresRequest | null) {
  const changed = useDelayed(
    useVersionOf('activities', 'peer_mentors', 'activity_types', 'org_units', 'outbox'),
    restMs,
  );
  const [state, setState] = useState<{ figures: Overview; of: FiguresRequest } | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const { year, unitId } = request ?? {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change and another try read the same again
  useEffect(() => {
    if (year === undefined || unitId === undefined) return;
    let stale = false;
    api.overview.read({ year, unitId }).then(
      (figures) => {
        if (stale) return;
        setFailed(false);
        setState({ figures, of: { year, unitId } });
      },
      () => {
        if (!stale) setFailed(true);
      },
    );
    return () => {
      stale = true;
    };
  }, [year, unitId, changed, attempt]);
  return { ...state, failed, readAgain: () => setAttempt((before) => before + 1) };
}

/** Which charts she wants as tables; kept for the next time. */
export function useTables() {
  const kept = useRead(() => api.overview.tables(), 0).value;
  const [chosen, setChosen] = useState<ChartName[] | null>(null);
  const names = chosen ?? kept;
  return {
    /** Null until it is known. */
    isTable: (name: ChartName) => names?.includes(name) ?? null,
    show(name: ChartName, asTable: boolean) {
      const next = [...(names ?? []).filter((each) => each !== name), ...(asTable ? [name] : [])];
      setChosen(next);
      void api.overview.setTables({ names: next });
    },
  };
}
