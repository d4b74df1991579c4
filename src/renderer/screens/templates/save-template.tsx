import { Alert, Button, Dialog, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionHeader } from '../../../shared/contracts/drafts';
import { api } from '../../api/client';
import { asked, type SaveFailure, saveText } from '../../components/save-text';
import { filledRows } from '../batch/session-state';
import type { Session } from '../batch/use-session';

type Props = { open: boolean; session: Session; onClose: (saved: boolean) => void };

/** The session as it stands, under a name: who was there and what is the same each time, without the date. */
export function SaveTemplate({ open, session, onClose }: Props) {
  const { t } = useTranslation('sessions');
  return (
    <Dialog
      open={open}
      onClose={() => open && onClose(false)}
      closeButton={t('common:close')}
      aria-labelledby="save-template-heading"
    >
      {open && <Form session={session} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ session, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation('sessions');
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const { header, mentorIds } = templateOf(session);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') return setMissing(true);
    const result = await asked(
      api.templates.save({ name: name.trim(), header, mentorIds }).then((answer) => answer.result),
    );
    if (result.kind !== 'saved') return setFailure(result);
    session.say(t('template.saved', { name: name.trim() }));
    onClose(true);
  }

  return (
    <form className="stack" onSubmit={save} noValidate>
      <Heading id="save-template-heading" level={2} data-size="xs">
        {t('template.save_heading')}
      </Heading>
      <Paragraph>{t('template.save_why', { count: mentorIds.length })}</Paragraph>
      <Textfield
        ref={(field: HTMLElement | null) => field?.setAttribute('autofocus', '')}
        label={t('template.name')}
        maxLength={80}
        value={name}
        error={missing && name.trim() === '' && t('template.name_missing')}
        onChange={(event) => setName(event.target.value)}
      />
      {failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}
      <div className="actions">
        <Button type="submit">{t('common:save')}</Button>
        <Button variant="secondary" onClick={() => onClose(false)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

function templateOf({ state }: Session): { header: SessionHeader; mentorIds: string[] } {
  const { header } = state;
  const { date: _date, ...values } = header.values;
  const known = (text: string | undefined): text is string => /^[0-9a-f-]{36}$/.test(text ?? '');
  const mentorIds = [...new Set(filledRows(state.rows).map(({ cells }) => cells.mentor))].filter(known);
  return { header: { ...header, values }, mentorIds };
}
