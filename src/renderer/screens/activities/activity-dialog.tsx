import { Alert, Button, Dialog, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Activity } from '../../../shared/contracts/activity';
import type { ActivityLine } from '../../../shared/contracts/ipc';
import { type Api, api } from '../../api/client';
import { RecordState } from '../../components/record-state';
import { asked, type SaveFailure, saveText } from '../../components/save-text';
import { shownDate } from '../../components/shown-date';
import { useRead } from '../../components/use-read';
import { useApp } from '../../stores/app-store';

/** What was done before the window closed, and what takes it back. */
export type Done = { what: 'saved' | 'removed'; undo: string | undefined };
type OnClose = (done: Done | null) => void;

/** One registration: what it says, the few things that may be changed here, and deleting it. */
export function ActivityDialog({ line, onClose }: { line: ActivityLine | null; onClose: OnClose }) {
  const { t } = useTranslation('lists');
  const heading = line ? t('activities.details', { date: shownDate(line.occurredOn) }) : '';
  return (
    <Dialog
      open={line !== null}
      onClose={() => line && onClose(null)}
      closeButton={t('common:close')}
      aria-label={heading}
    >
      {line && (
        <div className="stack">
          <Heading level={2}>{heading}</Heading>
          <Opened key={line.id} line={line} onDone={onClose} />
        </div>
      )}
    </Dialog>
  );
}

/** `reasons` why it does not count are known once the whole registration has been read. */
function Facts({ line, reasons }: { line: ActivityLine; reasons: readonly string[] }) {
  const { t } = useTranslation('lists');
  const language = useApp((state) => state.language);
  const facts = [
    [t('activities.mentors'), line.mentorNames.join(', ')],
    [t('activities.type'), line.typeLabel[language]],
    [t('unit'), line.unitName],
    [t('activities.counts'), t(line.countable ? 'activities.counts_yes' : 'activities.counts_no')],
    ...(reasons.length > 0
      ? [[t('activities.reasons'), reasons.map((reason) => t(`batch:reason.${reason}`)).join(', ')] as const]
      : []),
    [t('status'), <RecordState key="state" state={line.state} />],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Opened({ line, onDone }: { line: ActivityLine; onDone: OnClose }) {
  // Read once: what the person saw when she opened it is what her change is judged against.
  const read = useRead(() => api.activities.get({ id: line.id }), 0);
  const { activity } = read.value ?? {};
  return (
    <>
      <Facts line={line} reasons={activity && !activity.countable ? activity.countableReasons : []} />
      <Editing {...read} onDone={onDone} />
    </>
  );
}

type EditingProps = {
  value: Awaited<ReturnType<Api['activities']['get']>> | null;
  failed: boolean;
  readAgain: () => void;
  onDone: OnClose;
};

function Editing({ value, failed, readAgain, onDone }: EditingProps) {
  const { t } = useTranslation('lists');
  if (failed)
    return (
      <Alert data-color="info">
        <Paragraph>{t('common:read_failed')}</Paragraph>
        <Button variant="secondary" onClick={readAgain}>
          {t('common:try_again')}
        </Button>
      </Alert>
    );
  if (!value) return <Paragraph>{t('common:loading')}</Paragraph>;
  if (!value.activity) return <Alert data-color="info">{t('problems:not_found')}</Alert>;
  return <ActivityForm activity={value.activity} onDone={onDone} />;
}

type Typed = { duration: string; participants: string; note: string };
type Faults = Partial<Record<keyof Typed, string>>;

function ActivityForm({ activity, onDone }: { activity: Activity; onDone: OnClose }) {
  const { t } = useTranslation('lists');
  const [typed, setTyped] = useState<Typed>({
    duration: String(activity.durationMin),
    participants: String(activity.participantsCount),
    note: activity.note,
  });
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<SaveFailure | null>(null);

  async function save(event: FormEvent) {
    event.preventDefault();
    const found = faultsOf(typed);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const changes = changesOf(typed, activity);
    if (Object.keys(changes).length === 0) return onDone(null);
    finish('saved', await asked(api.activities.update({ id: activity.id, changes })));
  }
  function finish(what: Done['what'], result: Awaited<ReturnType<typeof asked>>) {
    if (result.kind === 'saved') return onDone({ what, undo: result.undo });
    setFailure(result);
  }
  const field = (name: keyof Typed) => ({
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
    error: faults[name] && t(`activities.${faults[name]}`),
  });

  return (
    <form className="stack" onSubmit={save} noValidate>
      <Textfield label={t('activities.duration_min')} inputMode="numeric" {...field('duration')} />
      <Textfield label={t('activities.participants_count')} inputMode="numeric" {...field('participants')} />
      <Textfield
        multiline
        label={t('activities.note')}
        description={t('activities.note_hint')}
        {...field('note')}
      />
      <div role="status">{failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}</div>
      <div className="actions">
        <Button type="submit">{t('common:save')}</Button>
        <RemoveButton id={activity.id} onResult={(result) => finish('removed', result)} />
      </div>
    </form>
  );
}

/** Deleting asks once, in place. */
function RemoveButton({
  id,
  onResult,
}: {
  id: string;
  onResult: (result: Awaited<ReturnType<typeof asked>>) => void;
}) {
  const { t } = useTranslation('lists');
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button variant="tertiary" data-color="danger" onClick={() => setAsking(true)}>
        {t('activities.remove')}
      </Button>
    );
  return (
    <Alert data-color="warning">
      <Paragraph>{t('activities.remove_question')}</Paragraph>
      <div className="actions">
        <Button autoFocus variant="secondary" onClick={() => setAsking(false)}>
          {t('activities.remove_no')}
        </Button>
        <Button
          data-color="danger"
          onClick={async () => onResult(await asked(api.activities.remove({ id })))}
        >
          {t('activities.remove_yes')}
        </Button>
      </div>
    </Alert>
  );
}

function faultsOf({ duration, participants, note }: Typed): Faults {
  const faults: Faults = {};
  if (!isWhole(duration, 1, 720)) faults.duration = 'duration_wrong';
  if (!isWhole(participants, 0, 200)) faults.participants = 'participants_wrong';
  if (note.length > 280) faults.note = 'note_wrong';
  return faults;
}

function isWhole(text: string, least: number, most: number): boolean {
  const number = Number(text);
  return /^\d{1,4}$/.test(text.trim()) && number >= least && number <= most;
}

/** Only what differs from what she saw, so that other fields are nobody's disagreement. */
function changesOf(typed: Typed, activity: Activity) {
  const next = {
    durationMin: Number(typed.duration),
    participantsCount: Number(typed.participants),
    note: typed.note.trim(),
  };
  return {
    ...(next.durationMin !== activity.durationMin && { durationMin: next.durationMin }),
    ...(next.participantsCount !== activity.participantsCount && {
      participantsCount: next.participantsCount,
    }),
    ...(next.note !== activity.note && { note: next.note }),
  };
}
