import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { CheckmarkCircleFillIcon, PencilIcon, TrashIcon } from '@navikt/aksel-icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Activity } from '../../../shared/contracts/activity';
import type { RecordState as State } from '../../../shared/contracts/status';
import { api } from '../../api/client';
import { asked, type SaveFailure, saveText } from '../../components/save-text';
import { useRead } from '../../components/use-read';
import { useUndo } from '../../components/use-undo';
import { useReference } from '../../stores/reference-store';
import { OpenConflicts } from './open-conflicts';
import { RecordFacts } from './record-facts';
import { RecordForm } from './record-form';
import { RecordHistory } from './record-history';
import { RecordSide } from './record-side';

type OpenRecordProps = { id: string; activity: Activity | null; state: State; version: number };

export function OpenRecord({ id, activity, state, version }: OpenRecordProps) {
  const { t } = useTranslation('records');
  const [editing, setEditing] = useState(false);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const { sentence, undo, say, clear } = useUndo();
  const editButton = useFocusAfter(editing);
  const history = useRead(() => api.activities.history({ id }), version).value;
  const lockedYears = useReference()?.lockedYears ?? [];
  const year = Number(activity?.occurredOn.slice(0, 4));
  const isLocked = lockedYears.includes(year);

  async function remove() {
    const result = await asked(api.activities.remove({ id }));
    if (result.kind === 'saved') say(t('lists:activities.removed'), result.undo);
    else setFailure(result);
  }

  return (
    <>
      {history && history.open.length > 0 && <OpenConflicts conflicts={history.open} say={say} />}
      <div className="record">
        <section aria-labelledby="record-facts" className="record-part record-main">
          <div className="record-head">
            <Heading level={2} data-size="xs" id="record-facts">
              {t('what')}
            </Heading>
            {activity && !editing && !isLocked && (
              <div className="actions">
                <Button
                  ref={editButton}
                  variant="secondary"
                  data-size="sm"
                  onClick={() => {
                    clear();
                    setEditing(true);
                  }}
                >
                  <PencilIcon aria-hidden="true" />
                  {t('edit')}
                </Button>
                <Button variant="tertiary" data-size="sm" data-color="danger" onClick={() => void remove()}>
                  <TrashIcon aria-hidden="true" />
                  {t('lists:activities.remove')}
                </Button>
              </div>
            )}
          </div>
          {activity && isLocked && <Paragraph>{t('year_locked', { year })}</Paragraph>}
          {activity && !editing && <RecordFacts activity={activity} />}
          {activity && editing && (
            <RecordForm
              activity={activity}
              onDone={(step) => {
                setEditing(false);
                if (step) say(t('lists:activities.saved'), step.undo);
              }}
            />
          )}
          <div className="record-said">
            <p role="status" className="said">
              {sentence && (
                <>
                  <CheckmarkCircleFillIcon aria-hidden="true" /> {sentence}
                </>
              )}
            </p>
            {undo && (
              <Button variant="secondary" data-size="sm" onClick={undo}>
                {t('common:undo.button')}
              </Button>
            )}
          </div>
          <div role="status">{failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}</div>
        </section>
        {activity && <RecordSide activity={activity} state={state} version={version} />}
      </div>
      {history && <RecordHistory lines={history.lines} />}
    </>
  );
}

/** The form takes the focus with it when it goes; whoever was in it stands at the button that opened it. */
function useFocusAfter(editing: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(editing);
  useEffect(() => {
    if (before.current && !editing) button.current?.focus();
    before.current = editing;
  }, [editing]);
  return button;
}
