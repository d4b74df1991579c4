import {
  Button,
  Dialog,
  Field,
  Heading,
  Label,
  Paragraph,
  Select,
  Textfield,
} from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityQuestion } from '../../../shared/contracts/activity-list';
import { api } from '../../api/client';
import { saveText } from '../../components/save-text';
import { useRead } from '../../components/use-read';
import { ask, useActivityList } from '../../stores/list-store';

/** Filters and sorting under a name: to choose, to save, to delete. */
export function ViewChoice() {
  const { t } = useTranslation('records');
  const question = useActivityList((state) => state.question);
  const [changes, setChanges] = useState(0);
  const [naming, setNaming] = useState(false);
  const views = useRead(() => api.views.list(), changes).value ?? [];
  const shown = views.find((view) => isSame(view.question, question));
  const isUsual = isSame(question, {});
  return (
    <div className="view-choice">
      <Field>
        <Label>{t('view')}</Label>
        <Select
          value={shown?.id ?? ''}
          onChange={(event) => ask(views.find(({ id }) => id === event.target.value)?.question ?? {})}
        >
          <Select.Option value="">{t(isUsual || shown ? 'view_none' : 'view_changed')}</Select.Option>
          {views.map(({ id, name }) => (
            <Select.Option key={id} value={id}>
              {name}
            </Select.Option>
          ))}
        </Select>
      </Field>
      {shown ? (
        <Button
          variant="tertiary"
          onClick={async () => {
            await api.views.remove({ id: shown.id }).catch(() => null);
            setChanges(changes + 1);
          }}
        >
          {t('view_remove')}
        </Button>
      ) : (
        <Button variant="tertiary" disabled={isUsual} onClick={() => setNaming(true)}>
          {t('view_save')}
        </Button>
      )}
      <Dialog
        open={naming}
        onClose={() => setNaming(false)}
        closeButton={t('common:close')}
        aria-label={t('view_save')}
      >
        {naming && (
          <NameForm
            names={views.map(({ name }) => name)}
            question={question}
            onDone={() => {
              setNaming(false);
              setChanges(changes + 1);
            }}
          />
        )}
      </Dialog>
    </div>
  );
}

type NameFormProps = { names: string[]; question: ActivityQuestion; onDone: () => void };

function NameForm({ names, question, onDone }: NameFormProps) {
  const { t } = useTranslation('records');
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const replaces = names.some((each) => each.toLowerCase() === name.trim().toLowerCase());
  async function save(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') return setFault(t('view_name_missing'));
    const { result } = await api.views
      .save({ name: name.trim(), question })
      .catch(() => ({ result: { kind: 'interrupted' } as const }));
    if (result.kind === 'saved') onDone();
    else setFault(saveText(t, result));
  }
  return (
    <form className="stack" onSubmit={save} noValidate>
      <Heading level={2}>{t('view_save')}</Heading>
      <Paragraph>{t('view_why')}</Paragraph>
      <Textfield
        autoFocus
        label={t('view_name')}
        autoComplete="off"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
        description={replaces ? t('view_replaces') : undefined}
        error={fault}
      />
      <div className="actions">
        <Button type="submit">{t('common:save')}</Button>
        <Button variant="tertiary" onClick={onDone}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Whatever the order in which it was put together. */
function isSame(one: ActivityQuestion, other: ActivityQuestion): boolean {
  const settled = (question: ActivityQuestion) => {
    const { sort, ...filter } = question;
    const given = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);
    return JSON.stringify([given.sort(([a], [b]) => (a < b ? -1 : 1)), sort && [sort.by, sort.descending]]);
  };
  return settled(one) === settled(other);
}
