import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../routes';
import { ask, useActivityList } from '../../stores/list-store';

/** Why nothing is listed, and the way on. */
export function EmptyList() {
  const { t } = useTranslation('records');
  const { sort, ...filter } = useActivityList((state) => state.question);
  const { state = 'all', ...others } = filter;
  const isFiltered = Object.keys(others).length > 0;
  if (!isFiltered && state === 'all')
    return (
      <>
        <Paragraph>{t('lists:activities.empty')}</Paragraph>
        <Paragraph>{t('lists:activities.empty_hint')}</Paragraph>
        <Button onClick={() => goTo('batch')}>{t('common:nav.batch')}</Button>
      </>
    );
  return (
    <>
      <Paragraph>
        {isFiltered || state === 'sent' ? t('empty_filtered') : t(`lists:activities.empty_${state}`)}
      </Paragraph>
      <Button variant="secondary" onClick={() => ask(sort ? { sort } : {})}>
        {t('show_all')}
      </Button>
    </>
  );
}
