import { Alert, Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueLine, SaveResult } from '../../../shared/contracts/ipc';
import { api } from '../../api/client';
import { asked, type SaveFailure, saveText } from '../../components/save-text';
import { shownTitle } from '../../components/shown-date';
import { goTo } from '../../routes';

type Queue = { total: number; lines: QueueLine[] };

/** What cannot be sent without the person, each with a plain reason and what she may do. */
export function AttentionPart({ queue }: { queue: Queue }) {
  const { t } = useTranslation('sync');
  const [discarding, setDiscarding] = useState<QueueLine | null>(null);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  if (queue.total === 0) return null;

  async function act(call: Promise<SaveResult>, next?: () => void) {
    const result = await asked(call);
    setFailure(result.kind === 'saved' ? null : result);
    if (result.kind === 'saved') next?.();
  }

  return (
    <section className="sync-part" aria-labelledby="attention-heading">
      <Heading level={2} data-size="xs" id="attention-heading">
        {t('attention.heading', { count: queue.total })}
      </Heading>
      <Paragraph>{t('attention.why')}</Paragraph>
      <div role="status">{failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}</div>
      <ul className="plain-list">
        {queue.lines.map((line) => (
          <li key={line.mutationId} className="item" data-row={line.mutationId} tabIndex={-1}>
            <Parked line={line} />
            <div className="actions">
              {canFix(line) && (
                <Button
                  aria-label={named('fix', line)}
                  onClick={() => void act(api.sync.fix({ mutationId: line.mutationId }), () => goTo('batch'))}
                >
                  {t('attention.fix')}
                </Button>
              )}
              <Button
                variant="secondary"
                aria-label={named('retry', line)}
                onClick={() => void act(api.sync.retry({ mutationId: line.mutationId }))}
              >
                {t('attention.retry')}
              </Button>
              <Button
                variant="tertiary"
                aria-haspopup="dialog"
                aria-label={named('discard', line)}
                onClick={() => setDiscarding(line)}
              >
                {t('attention.discard')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {queue.total > queue.lines.length && (
        <Paragraph>{t('queue.more', { count: queue.total - queue.lines.length })}</Paragraph>
      )}
      <DiscardDialog
        line={discarding}
        onClose={() => setDiscarding(null)}
        onDiscard={(line) => {
          setDiscarding(null);
          void act(api.sync.discard({ mutationId: line.mutationId }));
        }}
      />
    </section>
  );

  function named(action: 'fix' | 'retry' | 'discard', line: QueueLine): string {
    return t('attention.of', { action: t(`attention.${action}`), title: shownTitle(line.title) });
  }
}

/** Only a new registration can go back into the entry session. */
function canFix(line: QueueLine): boolean {
  return line.entity === 'activities' && line.operation === 'create';
}

function Parked({ line }: { line: QueueLine }) {
  const { t } = useTranslation('sync');
  const { problem } = line;
  const reason = t([`problems:rejection.${problem?.code}`, 'problems:rejection.unknown']);
  return (
    <>
      <Paragraph>
        <strong>{shownTitle(line.title)}</strong> ({t(`entity.${line.entity}`)},{' '}
        {t(`queue.${line.operation}`)})
      </Paragraph>
      <Paragraph>
        {problem?.field ? `${t([`field.${problem.field}`, problem.field])}: ${reason}` : reason}
        {!canFix(line) && ` ${t('attention.cannot_fix')}`}
      </Paragraph>
    </>
  );
}

type DiscardDialogProps = {
  line: QueueLine | null;
  onClose: () => void;
  onDiscard: (line: QueueLine) => void;
};

/** Asks once; the way back has the focus. */
function DiscardDialog({ line, onClose, onDiscard }: DiscardDialogProps) {
  const { t } = useTranslation('sync');
  const heading = t('attention.discard_heading');
  return (
    <Dialog open={line !== null} onClose={onClose} closeButton={t('common:close')} aria-label={heading}>
      {line && (
        <div className="stack">
          <Heading level={2}>{heading}</Heading>
          <Paragraph>
            <strong>{shownTitle(line.title)}</strong>
          </Paragraph>
          <Paragraph>
            {t(line.operation === 'create' ? 'attention.discard_create' : 'attention.discard_change')}
          </Paragraph>
          <div className="actions">
            <Button autoFocus variant="secondary" onClick={onClose}>
              {t('attention.discard_no')}
            </Button>
            <Button data-color="danger" onClick={() => onDiscard(line)}>
              {t('attention.discard_yes')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
