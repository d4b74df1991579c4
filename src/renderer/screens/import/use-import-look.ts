import { startTransition, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportColumn } from '../../../shared/rules/import-words';
import type { Session } from '../batch/use-session';
import type { Choice, Progress, Way } from './import-asks';
import { type ImportLook, lookAtImport } from './look-at-import';
import { type Mapping, withColumn } from './mapping';
import { firstChoice, type OpenedImport, surroundingsOf } from './use-import';

/** What she has chosen, shown at once; the rows follow when they have been checked. */
type Chosen = { sheet: number; mapping: Mapping };

/** A table in its thread: what is shown of it, and what can be asked for. */
export function useImportLook({ thread, first, drafts }: OpenedImport, session: Session) {
  const { t } = useTranslation('import');
  const [look, setLook] = useState(first);
  const [chosen, setChosen] = useState<Chosen>(first.checked);
  const [choice, setChoice] = useState(firstChoice);
  const [checking, setChecking] = useState<Progress | null>(null);
  const latest = useRef({ session, t, chosen, choice });
  Object.assign(latest.current, { session, t });

  const asking = useMemo(() => {
    let checks = 0;
    let choices = 0;

    /** Of two checks the newer is shown, whichever ends first. */
    async function check(chosen: Chosen, way: Way): Promise<void> {
      checks += 1;
      const mine = checks;
      const isWanted = () => mine === checks;
      take(chosen);
      setChecking({ done: 0, of: 0 });
      const found = await lookAtImport(thread, {
        way,
        at: surroundingsOf(latest.current.session, latest.current.t),
        choice: () => latest.current.choice,
        drafts,
        isWanted,
        tell: (progress) => isWanted() && setChecking(progress),
      }).catch(() => null);
      if (!found || !isWanted()) return;
      // Drawn in pieces, between which keys are answered.
      startTransition(() => {
        setLook(found);
        take(found.checked);
        setChecking(null);
      });
    }
    function take(chosen: Chosen): void {
      latest.current.chosen = chosen;
      setChosen(chosen);
    }
    async function choose(change: Partial<Choice>): Promise<void> {
      choices += 1;
      const mine = choices;
      const choice = { ...latest.current.choice, ...change };
      latest.current.choice = choice;
      setChoice(choice);
      const outcome = await thread.ask('show', choice).catch(() => null);
      if (outcome && mine === choices)
        startTransition(() => setLook((before): ImportLook => ({ ...before, outcome })));
    }
    return {
      choose,
      setSheet: (sheet: number) => check({ ...latest.current.chosen, sheet }, { kind: 'suggested', sheet }),
      setHeadings: (line: number | null) => {
        const { sheet, mapping } = latest.current.chosen;
        return check({ sheet, mapping: { ...mapping, headerLine: line } }, { kind: 'headings', sheet, line });
      },
      setColumn: (index: number, column: ImportColumn | null) => {
        const { sheet, mapping: before } = latest.current.chosen;
        const mapping = withColumn(before, index, column);
        return check({ sheet, mapping }, { kind: 'mapped', sheet, mapping });
      },
    };
  }, [thread, drafts]);

  return {
    look,
    chosen,
    choice,
    /** How far the check is that runs; null when what is shown is what is chosen. */
    checking,
    ...asking,
  };
}
