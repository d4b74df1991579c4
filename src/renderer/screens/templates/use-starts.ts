import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../../shared/contracts/templates';
import { repeatRows } from '../../../shared/rules/repeat-rows';
import { rowsOfTemplate } from '../../../shared/rules/rows-of-template';
import { api } from '../../api/client';
import { useRead } from '../../components/use-read';
import { useVersionOf } from '../../stores/app-store';
import { filledRows } from '../batch/session-state';
import type { useInserted } from '../batch/use-inserted';
import type { Session } from '../batch/use-session';

/** Ways to begin a session that is like an earlier one: the last session again, or a template. */
export function useStarts(session: Session, { insert }: Pick<ReturnType<typeof useInserted>, 'insert'>) {
  const { t } = useTranslation('sessions');
  const { state, actions, keys, say } = session;
  const { unitId } = state.header;
  const [changed, setChanged] = useState(0);
  const version = useVersionOf('activities');
  const last = useRead(() => api.sessions.last({ unitId, but: state.sessionId }), version);
  const templates = useRead(() => api.templates.list({ unitId }), changed);
  const standing = { rows: filledRows(state.rows).map(({ cells }) => cells), header: state.header };

  async function put(rows: ReturnType<typeof repeatRows>, sentence: string): Promise<void> {
    if (rows.length === 0) return say(t('start.all_there'));
    const done = await insert(rows, () => sentence);
    // A date that nobody chose is a wrong date.
    if (done && !state.header.values.date) document.getElementById('header-date')?.focus();
  }

  async function repeat(): Promise<void> {
    const rows = repeatRows(last.value?.rows ?? [], standing);
    const said = last.value?.ofThis ? 'start.repeated_part' : 'start.repeated';
    await put(rows, t(said, { count: rows.length }));
  }

  /** The header of a session in which rows stand is theirs: the template's then goes into its own rows. */
  async function use({ name, header, mentorIds }: Template): Promise<void> {
    const isEmpty = standing.rows.length === 0;
    const values = isEmpty ? { ...header.values, date: state.header.values.date ?? '' } : state.header.values;
    const next = isEmpty ? { ...header, unitId, values } : state.header;
    if (isEmpty && !(await actions.setHeader(next))) return;
    const rows = rowsOfTemplate({ header, mentorIds }, { ...standing, header: next });
    await put(rows, t('start.used', { count: rows.length, name }));
  }

  return {
    last: last.value,
    templates: templates.value ?? [],
    readAgain: () => setChanged((before) => before + 1),
    repeat: () => keys.run(repeat),
    use: (template: Template) => keys.run(() => use(template)),
  };
}
