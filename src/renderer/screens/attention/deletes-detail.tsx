import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { ItemOf } from './attention-items';
import { type Deciding, Detail } from './detail';

/** The server wants to delete very much: says how much of what, and asks. Nothing of it has happened. */
export function DeletesDetail({ item, onAnswer, onLater }: Deciding & { item: ItemOf<'deletes'> }) {
  const { t } = useTranslation('sync');
  const { question } = item;
  const answer = (accept: boolean) =>
    void onAnswer(() => api.sync.answerDeletes({ id: question.id, accept }));
  return (
    <Detail
      item={item}
      onLater={onLater}
      actions={
        <>
          {!question.kept && <Button onClick={() => answer(false)}>{t('deletes.keep')}</Button>}
          <Button variant="secondary" onClick={() => answer(true)}>
            {t('deletes.accept')}
          </Button>
        </>
      }
    >
      {question.deletes.map(({ entity, gone, of }) => (
        <Paragraph key={entity}>
          <strong>{t('deletes.wants', { gone, of, what: t(`deletes.many.${entity}`) })}</strong>
        </Paragraph>
      ))}
      <Paragraph className="narrow">{t(question.kept ? 'deletes.kept' : 'deletes.why')}</Paragraph>
    </Detail>
  );
}
