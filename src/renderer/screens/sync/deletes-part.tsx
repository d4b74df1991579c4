import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeleteQuestion } from '../../../shared/contracts/ipc';
import { api } from '../../api/client';
import { asked, type SaveFailure, saveText } from '../../components/save-text';

/** The server wants to delete very much: says how much of what, and asks. Nothing of it has happened. */
export function DeletesPart({ question }: { question: DeleteQuestion }) {
  const { t } = useTranslation('sync');
  const [failure, setFailure] = useState<SaveFailure | null>(null);

  async function answer(accept: boolean) {
    const result = await asked(api.sync.answerDeletes({ id: question.id, accept }));
    setFailure(result.kind === 'saved' ? null : result);
  }

  return (
    <section className="sync-part" aria-labelledby="deletes-heading">
      <Heading level={2} data-size="xs" id="deletes-heading">
        {t('deletes.heading')}
      </Heading>
      {question.deletes.map(({ entity, gone, of }) => (
        <Paragraph key={entity}>
          <strong>{t('deletes.wants', { gone, of, what: t(`deletes.many.${entity}`) })}</strong>
        </Paragraph>
      ))}
      <Paragraph>{t(question.kept ? 'deletes.kept' : 'deletes.why')}</Paragraph>
      <div role="status">{failure && <Alert data-color="warning">{failureText(failure)}</Alert>}</div>
      <div className="actions">
        {!question.kept && <Button onClick={() => void answer(false)}>{t('deletes.keep')}</Button>}
        <Button variant="secondary" onClick={() => void answer(true)}>
          {t('deletes.accept')}
        </Button>
      </div>
    </section>
  );

  function failureText(failed: SaveFailure): string {
    return failed.kind === 'not_found' ? t('deletes.failed') : saveText(t, failed);
  }
}
