import { Button } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reference } from '../../stores/reference-store';
import { ImportDialog } from '../import/import-dialog';
import { ImportButton } from '../import/import-tools';
import { useImport } from '../import/use-import';
import { SessionStarts } from '../templates/session-starts';
import { FinishDialog } from './finish-dialog';
import { Readiness } from './readiness';
import { SessionLine } from './session-line';
import { SessionPage } from './session-page';
import { StorageAlert } from './storage-alert';
import { useAnnouncer } from './use-announcer';
import { useFinish } from './use-finish';
import { useInserted } from './use-inserted';
import { useScreenKeys } from './use-screen-keys';
import { type Opened, type Session, useSession } from './use-session';
import type { Way } from './way-tabs';
import { WhoIsMissing } from './who-is-missing';

export function OpenSession({ opened, reference }: { opened: Opened; reference: Reference }) {
  const { t } = useTranslation('batch');
  const { say, region } = useAnnouncer();
  const session = useSession(opened, reference, say);
  const [way, setWay] = useState<Way>('free');
  const [missing, setMissing] = useState(false);
  const finish = useFinish(session, () => setMissing(true));
  const inserted = useInserted(session);
  const importing = useImport(session, { insert: inserted.insert, drafts: opened.api.drafts });
  // Once she has gone on, there is nothing more to tell about what was found.
  const untouched = session.state.savedAtMs === null && finish.result === null;
  const found = opened.session.recovered && untouched ? opened.session.rows.length : 0;
  useScreenKeys({ session, way, setWay, onFinish: finish.askNow });
  useFirstFocus(session);
  return (
    <SessionPage
      heading={t('heading')}
      session={session}
      way={way}
      onWay={setWay}
      onPaste={importing.paste}
      onFinish={finish.ask}
      tools={
        <>
          <div className="actions">
            <ImportButton onChoose={importing.choose} />
            <SessionStarts key={session.state.header.unitId} session={session} inserted={inserted} />
            <Button
              variant="tertiary"
              data-size="sm"
              aria-expanded={missing}
              onClick={() => setMissing(!missing)}
            >
              {t('missing:open')}
            </Button>
          </div>
          <Readiness reference={reference} />
        </>
      }
      above={
        <>
          <StorageAlert session={session} />
          {found > 0 && <SessionLine tone="info">{t('recovered', { count: found })}</SessionLine>}
          {finish.result && (
            <SessionLine tone="success" ref={finish.resultRef}>
              {finish.result}{' '}
              {finish.undo && (
                <Button variant="secondary" data-size="sm" onClick={finish.undo}>
                  {t('common:undo.finish')}
                </Button>
              )}
            </SessionLine>
          )}
          {inserted.result && (
            <SessionLine tone="success">
              {inserted.result}{' '}
              <Button variant="secondary" data-size="sm" onClick={inserted.undo}>
                {t('import:undo')}
              </Button>
            </SessionLine>
          )}
          {missing && <WhoIsMissing session={session} onClose={() => setMissing(false)} />}
        </>
      }
    >
      <ImportDialog
        state={importing.state}
        session={session}
        onInsert={importing.insert}
        onClose={importing.close}
      />
      <FinishDialog
        open={finish.asking}
        ready={session.view.summary.ready}
        errors={session.view.summary.errors}
        onFinish={finish.confirm}
        onCancel={finish.cancel}
      />
      {region}
    </SessionPage>
  );
}

/** Back to the cell where the person last was, or to the first one. */
function useFirstFocus({ actions, state }: Session): void {
  const first = useRef(state.active);
  const { activate } = actions;
  useEffect(() => {
    // After this effect, because taking the focus draws the page at once.
    const timer = setTimeout(() => activate(first.current));
    return () => clearTimeout(timer);
  }, [activate]);
}
