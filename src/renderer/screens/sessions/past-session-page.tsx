import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { ArrowLeftIcon, ArrowUndoIcon, PencilIcon, PrinterSmallIcon } from '@navikt/aksel-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedSession, SessionFormat } from '../../../shared/contracts/sessions';
import { api } from '../../api/client';
import { ExportChoice } from '../../components/export-choice';
import { notSaved } from '../../components/not-saved';
import { Page } from '../../components/page';
import { useRead } from '../../components/use-read';
import { goTo } from '../../routes';
import { useVersionOf } from '../../stores/app-store';
import { openPastSession } from '../../stores/session-store';
import { isTakenBack, type Outcome, outcomeText } from './outcome-text';
import { SessionRegistrations } from './session-registrations';
import { UndoQuestion } from './undo-question';
import { useWhen } from './use-when';
import { WhyItStays } from './why-it-stays';

/** One finished session: what was registered, and what can still be done about it. */
export function PastSessionPage({ id }: { id: string }) {
  const { t } = useTranslation('sessions');
  const { value, failed, readAgain } = useRead(
    () => api.sessions.open({ id }),
    useVersionOf('activities', 'outbox', 'conflicts'),
  );
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const when = useWhen();
  const session = value?.session ?? null;
  return (
    <Page
      heading={session ? t('opened', { when: when(session) }) : t('heading')}
      beside={
        <Button variant="tertiary" className="back no-print" onClick={() => openPastSession(null)}>
          <ArrowLeftIcon aria-hidden="true" />
          {t('back')}
        </Button>
      }
    >
      {failed && (
        <Alert data-color="info">
          <Paragraph>{t('common:read_failed')}</Paragraph>
          <Button variant="secondary" onClick={readAgain}>
            {t('common:try_again')}
          </Button>
        </Alert>
      )}
      <div role="status" className="no-print">
        {outcome && (
          <Alert
            data-color={outcome.what === 'exported' || isTakenBack(outcome) ? 'success' : 'warning'}
            data-size="sm"
          >
            <Paragraph>{outcomeText(t, outcome)}</Paragraph>
            {isTakenBack(outcome) && (
              <Button variant="secondary" data-size="sm" onClick={() => goTo('batch')}>
                {t('go_to_batch')}
              </Button>
            )}
          </Alert>
        )}
      </div>
      {value && session && (
        <>
          <SessionTools id={id} opened={value} onOutcome={setOutcome} />
          <WhyItStays staying={value.staying} />
          <SessionRegistrations session={session} lines={value.lines} />
        </>
      )}
      {value && !session && <Paragraph>{t('gone')}</Paragraph>}
    </Page>
  );
}

type ToolsProps = { id: string; opened: OpenedSession; onOutcome: (outcome: Outcome) => void };

function SessionTools({ id, opened, onOutcome }: ToolsProps) {
  const { t } = useTranslation('sessions');
  const [asking, setAsking] = useState(false);

  async function reopen() {
    const result = await api.sessions.reopen({ id }).catch(() => null);
    onOutcome({ what: 'reopened', result });
  }
  async function undo() {
    setAsking(false);
    const result = await api.sessions.undo({ id }).catch(() => null);
    onOutcome({ what: 'undone', result });
  }
  async function print() {
    const { kind } = await api.app.print().catch(() => ({ kind: 'failed' as const }));
    if (kind === 'failed') onOutcome({ what: 'print_failed' });
  }
  async function save(format: SessionFormat) {
    const file = await api.sessions.export({ id, format }).catch(() => notSaved);
    if (file.kind === 'saved') onOutcome({ what: 'exported' });
    if (file.kind === 'failed') onOutcome({ what: 'not_saved', why: file.why });
  }

  return (
    <div className="actions no-print">
      {opened.refused > 0 && (
        <Button data-size="sm" onClick={reopen}>
          <PencilIcon aria-hidden="true" />
          {t('reopen', { count: opened.refused })}
        </Button>
      )}
      {opened.undoable > 0 && (
        <Button variant="secondary" data-size="sm" onClick={() => setAsking(true)}>
          <ArrowUndoIcon aria-hidden="true" />
          {t('undo')}
        </Button>
      )}
      <Button variant="secondary" data-size="sm" onClick={print}>
        <PrinterSmallIcon aria-hidden="true" />
        {t('print')}
      </Button>
      <ExportChoice size="sm" onSave={save} />
      <UndoQuestion open={asking} opened={opened} onYes={undo} onNo={() => setAsking(false)} />
    </div>
  );
}
