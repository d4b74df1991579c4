import './import.css';
import { Alert, Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { beginHere } from '../../components/begin-here';
import { useDelayed } from '../../components/use-delayed';
import type { Session } from '../batch/use-session';
import { CheckProgress } from './check-progress';
import { ImportPreview } from './import-preview';
import type { ImportProblem } from './import-source';
import type { ImportState, OpenedImport } from './use-import';

type Props = {
  state: ImportState;
  session: Session;
  onInsert: (opened: OpenedImport, without: boolean) => void;
  onClose: () => void;
};

/** A reading that is done sooner is not spoken of. */
const patienceMs = 300;

/** What is about to be put in, before it is. */
export function ImportDialog({ state, session, onInsert, onClose }: Props) {
  const { t } = useTranslation('import');
  const patient = useDelayed(state.kind, patienceMs);
  const busy = state.kind === 'reading' || state.kind === 'inserting';
  const shown = busy ? patient === state.kind : state.kind !== 'closed';
  return (
    <Dialog
      open={shown}
      onClose={() => shown && state.kind !== 'inserting' && onClose()}
      closeButton={false}
      className="import-dialog"
      aria-labelledby="import-heading"
    >
      {shown && (
        <>
          <Heading id="import-heading" level={2} data-size="xs">
            {t(state.kind === 'problem' ? 'heading_problem' : 'heading')}
          </Heading>
          {state.kind === 'reading' && (
            <>
              <Paragraph role="status">{t('reading', { name: state.name || t('clipboard') })}</Paragraph>
              <CheckProgress progress={state.progress} />
              <Actions label={t('cancel')} onClose={onClose} />
            </>
          )}
          {state.kind === 'inserting' && (
            <>
              <Paragraph role="status">{t('inserting', { count: state.count })}</Paragraph>
              <progress aria-label={t('inserting', { count: state.count })} />
            </>
          )}
          {state.kind === 'problem' && (
            <>
              <Alert data-color="warning" role="alert">
                <Paragraph>{problemText(t, state.problem, state.name)}</Paragraph>
              </Alert>
              <Actions label={t('common:close')} onClose={onClose} />
            </>
          )}
          {state.kind === 'read' && (
            <ImportPreview opened={state.opened} session={session} onInsert={onInsert} onClose={onClose} />
          )}
        </>
      )}
    </Dialog>
  );
}

function Actions({ label, onClose }: { label: string; onClose: () => void }) {
  return (
    <div className="dialog-actions">
      <Button ref={beginHere} variant="secondary" onClick={onClose}>
        {label}
      </Button>
    </div>
  );
}

function problemText(t: TFunction<'import'>, problem: ImportProblem, name: string): string {
  const line = problem.kind === 'open_quote' ? problem.line : 0;
  return t(`problem.${problem.kind}`, { name: name || t('clipboard'), line });
}
