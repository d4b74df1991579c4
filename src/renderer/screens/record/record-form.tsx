import { Alert, Button, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Activity, activityModes, activitySettings } from '../../../shared/contracts/activity';
import { judgeCountable } from '../../../shared/rules/judge-countable';
import { api } from '../../api/client';
import { asked, type SaveFailure, saveText } from '../../components/save-text';
import { useApp } from '../../stores/app-store';
import { type Reference, useReference } from '../../stores/reference-store';
import { Choice } from './choice';
import {
  changesOf,
  faultsOf,
  fieldsOf,
  type RecordFaults,
  type TypedRecord,
  typedFrom,
} from './judge-record';
import { MentorChoice } from './mentor-choice';
import { Counts } from './record-side';

type Done = { undo: string | undefined };
type RecordFormProps = { activity: Activity; onDone: (saved: Done | null) => void };

/** The same fields to be changed where they stand; Escape gives up. */
export function RecordForm({ activity, onDone }: RecordFormProps) {
  const { t } = useTranslation('records');
  const reference = useReference();
  // What she saw when she began is what her change is judged against.
  const [before] = useState(activity);
  const [typed, setTyped] = useState(() => typedFrom(activity));
  const [faults, setFaults] = useState<RecordFaults>({});
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const form = useRef<HTMLFormElement>(null);
  if (!reference) return null;

  async function save(event: FormEvent) {
    event.preventDefault();
    const found = faultsOf(typed, reference?.today ?? '');
    setFaults(found);
    const [first] = Object.keys(found);
    if (first) return form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    const changes = changesOf(typed, before);
    if (Object.keys(changes).length === 0) return onDone(null);
    const fields = Object.keys(changes) as (keyof typeof changes)[];
    const seen = Object.fromEntries(fields.map((field) => [field, before[field]]));
    const result = await asked(api.activities.update({ id: activity.id, changes, seen }));
    if (result.kind === 'saved') onDone({ undo: result.undo });
    else setFailure(result);
  }
  const change = (part: Partial<TypedRecord>) => setTyped({ ...typed, ...part });
  const fault = (name: keyof TypedRecord) => faults[name] && t(`fault.${faults[name]}`);

  return (
    <form
      ref={form}
      className="record-form"
      data-editing
      noValidate
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onDone(null);
      }}
    >
      <Fields {...{ typed, change, fault, reference }} />
      <Preview typed={typed} reference={reference} />
      <div role="status">
        {Object.keys(faults).length > 0 && (
          <Paragraph>{t('faults', { count: Object.keys(faults).length })}</Paragraph>
        )}
        {failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}
      </div>
      <div className="actions">
        <Button type="submit">{t('common:save')}</Button>
        <Button variant="tertiary" onClick={() => onDone(null)}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  );
}

type FieldsProps = {
  typed: TypedRecord;
  change: (part: Partial<TypedRecord>) => void;
  fault: (name: keyof TypedRecord) => string | undefined;
  reference: Reference;
};

type TextName =
  | 'durationMin'
  | 'participantsCount'
  | 'travelKm'
  | 'tollNok'
  | 'outlayNok'
  | 'note'
  | 'occurredOn';

function Fields({ typed, change, fault, reference }: FieldsProps) {
  const { t } = useTranslation('records');
  const language = useApp((state) => state.language);
  const field = (name: keyof TypedRecord) => t(`sync:field.${name}`);
  const text = (name: TextName) => ({
    name,
    label: field(name),
    value: typed[name],
    autoComplete: 'off',
    error: fault(name),
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  const none = ['', t('common:none')] as const;
  return (
    <div className="record-fields">
      <Textfield autoFocus type="date" max={reference.today} {...text('occurredOn')} />
      <Choice
        label={field('activityTypeId')}
        value={typed.activityTypeId}
        options={reference.types.map(({ id, label }) => [id, label[language]])}
        onValue={(activityTypeId) => change({ activityTypeId })}
      />
      <Choice
        label={field('unitId')}
        value={typed.unitId}
        options={reference.units.map(({ id, name }) => [id, name])}
        onValue={(unitId) => change({ unitId })}
      />
      <Choice
        label={field('mode')}
        value={typed.mode}
        options={activityModes.map((mode) => [mode, t(`sync:mode.${mode}`)])}
        onValue={(mode) => change({ mode: mode as TypedRecord['mode'] })}
      />
      <Choice
        label={field('setting')}
        value={typed.setting}
        options={[none, ...activitySettings.map((each) => [each, t(`sync:setting.${each}`)] as const)]}
        onValue={(setting) => change({ setting: setting as TypedRecord['setting'] })}
      />
      <Textfield inputMode="numeric" {...text('durationMin')} />
      <Textfield inputMode="numeric" {...text('participantsCount')} />
      <Choice
        label={field('newParticipants')}
        value={typed.newParticipants}
        options={[none, ['true', t('common:yes')], ['false', t('common:no')]]}
        onValue={(value) => change({ newParticipants: value as TypedRecord['newParticipants'] })}
      />
      <MentorChoice typed={typed} change={change} fault={fault('responsible')} mentors={reference.mentors} />
      <Choice
        label={field('contactId')}
        value={typed.contactId}
        options={[none, ...reference.contacts.map(({ id, pseudonym }) => [id, pseudonym] as const)]}
        onValue={(contactId) => change({ contactId })}
      />
      <Textfield inputMode="decimal" {...text('travelKm')} />
      <Textfield inputMode="numeric" {...text('tollNok')} />
      <Textfield inputMode="numeric" {...text('outlayNok')} />
      <Textfield
        className="whole"
        multiline
        description={t('lists:activities.note_hint')}
        {...text('note')}
      />
    </div>
  );
}

/** Whether it will count as it is typed now. */
function Preview({ typed, reference }: { typed: TypedRecord; reference: Reference }) {
  const type = reference.types.find(({ id }) => id === typed.activityTypeId);
  if (!type) return null;
  const judged = judgeCountable(fieldsOf(typed), type.grantCategory, reference.grantRules);
  return (
    <div aria-live="polite">
      <Counts countable={judged.countable} reasons={judged.reasons} />
    </div>
  );
}
