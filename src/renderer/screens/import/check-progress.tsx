import { useTranslation } from 'react-i18next';
import type { Progress } from './import-asks';

/** How far the rows are checked; null while there are none yet. */
export function CheckProgress({ progress }: { progress: Progress | null }) {
  const { t } = useTranslation('import');
  return (
    <div className="import-progress">
      <progress
        aria-label={t('checking')}
        {...(progress && { value: progress.done, max: Math.max(1, progress.of) })}
      />
      {progress && <span aria-hidden="true">{t('progress', progress)}</span>}
    </div>
  );
}
