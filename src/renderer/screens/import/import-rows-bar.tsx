import { Checkbox, ToggleGroup } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { Choice, Outcome } from './import-asks';

type Props = { outcome: Outcome; choice: Choice; onChoose: (change: Partial<Choice>) => void };

/** Which rows are shown, and whether those that seem to be registered stay away. Not there when every row is fine. */
export function ImportRowsBar({ outcome, choice, onChoose }: Props) {
  const { t } = useTranslation('import');
  const { count, errors, registered } = outcome;
  const counts = { all: count, errors, registered };
  if (errors === 0 && registered === 0) return null;
  return (
    <div className="import-bar">
      <ToggleGroup
        data-size="sm"
        value={counts[choice.only] > 0 ? choice.only : 'all'}
        onChange={(value) => onChoose({ only: value as Choice['only'] })}
        data-toggle-group={t('show')}
      >
        <ToggleGroup.Item value="all">{t('show_all', { count })}</ToggleGroup.Item>
        {errors > 0 && (
          <ToggleGroup.Item value="errors">{t('show_errors', { count: errors })}</ToggleGroup.Item>
        )}
        {registered > 0 && (
          <ToggleGroup.Item value="registered">
            {t('show_registered', { count: registered })}
          </ToggleGroup.Item>
        )}
      </ToggleGroup>
      {registered > 0 && (
        <Checkbox
          data-size="sm"
          label={t('leave_registered', { count: registered })}
          checked={choice.without}
          onChange={({ target }) => onChoose({ without: target.checked })}
        />
      )}
    </div>
  );
}
