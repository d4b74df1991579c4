import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { mostChosen } from '../../../shared/contracts/activity-list';
import type { ActivityLine } from '../../../shared/contracts/ipc';
import { api } from '../../api/client';
import { notSaved } from '../../components/not-saved';
import type { Selection } from '../../components/use-selection';

type SelectionBarProps = {
  selection: Selection<ActivityLine>;
  chosen: ReadonlySet<string>;
  say: (sentence: string) => void;
};

/** How many are chosen, and what can be done with them; its place is kept while none are. */
export function SelectionBar({ selection, chosen, say }: SelectionBarProps) {
  const { t } = useTranslation('records');
  const { count } = selection;
  async function save() {
    const result = await api.activities.export({ ids: [...chosen] }).catch(() => notSaved);
    if (result.kind === 'saved') say(t('exported', { count: result.rows }));
    if (result.kind === 'failed') say(t(`common:not_saved.${result.why}`));
  }
  return (
    <div className="selection-bar">
      <p role="status">{count > 0 && t(count < mostChosen ? 'chosen' : 'chosen_most', { count })}</p>
      {count > 0 && (
        <div className="actions">
          <Button variant="secondary" data-size="sm" onClick={() => void save()}>
            {t('export')}
          </Button>
          <Button variant="secondary" data-size="sm" data-color="danger" onClick={selection.remove}>
            {t('remove')}
          </Button>
          <Button variant="tertiary" data-size="sm" onClick={selection.clear}>
            {t('choose_none')}
          </Button>
        </div>
      )}
    </div>
  );
}
