import { useTranslation } from 'react-i18next';
import { SkipTo } from '../../components/skip-to';
import { goToRows } from './go-to-rows';
import type { Session } from './use-session';
import { panelId, type Way } from './way-tabs';

/** Stands first on the screen, so that one step from the menu leads to the rows. */
export function SkipToRows({ session, way }: { session: Session; way: Way }) {
  const { t } = useTranslation();
  return (
    <SkipTo id={panelId} go={() => goToRows(session, way)}>
      {t('skip_to.rows')}
    </SkipTo>
  );
}
