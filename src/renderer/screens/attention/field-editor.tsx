import { Field, Label, Select, Textarea, Textfield } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activityModes, activitySettings, noteLength } from '../../../shared/contracts/activity';
import type { Json } from '../../../shared/contracts/primitives';
import { readDate } from '../../../shared/rules/read-date';
import { shownDate } from '../../components/shown-date';
import { useApp } from '../../stores/app-store';
import { useReference } from '../../stores/reference-store';

type Props = {
  field: string;
  value: Json;
  /** Undefined while what is typed cannot be a value. */
  onChange: (value: Json | undefined) => void;
};
type Option = { value: string; text: string };

const numbers: readonly string[] = ['durationMin', 'participantsCount', 'travelKm', 'tollNok', 'outlayNok'];
const maybeEmpty: readonly string[] = ['travelKm', 'tollNok', 'outlayNok'];
const dates: readonly string[] = ['occurredOn', 'consentOn', 'expiresOn'];

/** The control that fits a field of a record, wherever one field has to be put right by itself. */
export function FieldEditor(props: Props) {
  const { field } = props;
  const options = useOptions(field);
  if (numbers.includes(field)) return <NumberEditor {...props} />;
  if (dates.includes(field)) return <DateEditor {...props} />;
  if (options) return <ChoiceEditor {...props} options={options} />;
  return <TextEditor {...props} />;
}

function NumberEditor({ field, value, onChange }: Props) {
  const { t } = useTranslation('sync');
  const [text, setText] = useState(value === null ? '' : String(value));
  const [wrong, setWrong] = useState(false);
  function type(next: string) {
    setText(next);
    const number = Number(next.trim().replace(',', '.'));
    const empty = next.trim() === '';
    const bad = empty ? !maybeEmpty.includes(field) : !Number.isFinite(number) || number < 0;
    setWrong(bad);
    onChange(bad ? undefined : empty ? null : number);
  }
  return (
    <Textfield
      label={t(`field.${field}`)}
      inputMode="decimal"
      value={text}
      error={wrong && t('attention:refused.not_value')}
      onChange={(event) => type(event.target.value)}
    />
  );
}

/** A day as it is typed in an entry session too: `12.3`, `i går`, `-2`. */
function DateEditor({ field, value, onChange }: Props) {
  const { t } = useTranslation('sync');
  const today = useReference()?.today;
  const [text, setText] = useState(typeof value === 'string' ? shownDate(value) : '');
  const [wrong, setWrong] = useState(false);
  function type(next: string) {
    setText(next);
    const reading = today ? readDate(next, today) : null;
    const mayBeEmpty = field !== 'occurredOn' && next.trim() === '';
    setWrong(!mayBeEmpty && reading?.kind !== 'date');
    onChange(mayBeEmpty ? null : reading?.kind === 'date' ? reading.date : undefined);
  }
  return (
    <Textfield
      label={t(`field.${field}`)}
      value={text}
      error={wrong && t('attention:refused.not_date')}
      onChange={(event) => type(event.target.value)}
    />
  );
}

function TextEditor({ field, value, onChange }: Props) {
  const { t } = useTranslation('sync');
  const text = value === null ? '' : String(value);
  if (field === 'note')
    return (
      <Field>
        <Label>{t('field.note')}</Label>
        <Textarea
          value={text}
          rows={3}
          maxLength={noteLength}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
    );
  return (
    <Textfield
      label={t([`field.${field}`, field])}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function ChoiceEditor({ field, value, onChange, options }: Props & { options: Option[] }) {
  const { t } = useTranslation('sync');
  const code = toCode(field, value);
  const isListed = options.some((option) => option.value === code);
  return (
    <Field>
      <Label>{t([`field.${field}`, field])}</Label>
      <Select value={code} onChange={(event) => onChange(toValue(field, event.target.value, value))}>
        {/* What cannot be chosen any more is shown until something else is. */}
        {!isListed && (
          <Select.Option value={code} disabled>
            {t('common:none')}
          </Select.Option>
        )}
        {options.map((option) => (
          <Select.Option key={option.value} value={option.value}>
            {option.text}
          </Select.Option>
        ))}
      </Select>
    </Field>
  );
}

const booleans: Record<string, Json> = { yes: true, no: false };

function toCode(field: string, value: Json): string {
  if (field === 'mentors') return responsible(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? '' : String(value);
}

function toValue(field: string, code: string, before: Json): Json {
  if (field === 'mentors') return withResponsible(before, code);
  if (code === '') return null;
  return field === 'newParticipants' ? (booleans[code] ?? null) : code;
}

type Mentor = { peerMentorId: string; role: string };
const mentorsIn = (value: Json) => (Array.isArray(value) ? value : []) as Mentor[];

function responsible(value: Json): string {
  return mentorsIn(value).find(({ role }) => role === 'responsible')?.peerMentorId ?? '';
}

/** Another one is responsible; the others who took part stay. */
function withResponsible(value: Json, peerMentorId: string): Json {
  const others = mentorsIn(value).filter(
    (mentor) => mentor.role !== 'responsible' && mentor.peerMentorId !== peerMentorId,
  );
  return [{ peerMentorId, role: 'responsible' }, ...others];
}

/** What a field can be chosen from; null when it is typed. */
function useOptions(field: string): Option[] | null {
  const { t } = useTranslation('sync');
  const reference = useReference();
  const language = useApp((state) => state.language);
  const today = reference?.today ?? '';
  const none = { value: '', text: t('common:none') };
  const units = () => reference?.units.map(({ id, name }) => ({ value: id, text: name })) ?? [];
  const coded = (codes: readonly string[], path: string) =>
    codes.map((code) => ({ value: code, text: t(`${path}.${code}`) }));
  const choices: Record<string, () => Option[]> = {
    unitId: units,
    homeUnitId: units,
    activityTypeId: () =>
      reference?.types
        .filter(({ validTo }) => validTo === null || validTo >= today)
        .map(({ id, label }) => ({ value: id, text: label[language] })) ?? [],
    mentors: () =>
      reference?.mentors
        .filter(({ active }) => active)
        .map(({ id, displayName }) => ({ value: id, text: displayName })) ?? [],
    contactId: () => [
      none,
      ...(reference?.contacts.map(({ id, pseudonym }) => ({ value: id, text: pseudonym })) ?? []),
    ],
    mode: () => coded(activityModes, 'mode'),
    setting: () => [none, ...coded(activitySettings, 'setting')],
    newParticipants: () => [
      none,
      { value: 'yes', text: t('common:yes') },
      { value: 'no', text: t('common:no') },
    ],
    relation: () => coded(['self', 'next_of_kin', 'unknown'], 'lists:contacts.relations'),
    ageBand: () =>
      coded(
        ['under_18', '18_29', '30_49', '50_66', '67_79', '80_plus', 'unknown'],
        'lists:contacts.age_bands',
      ),
    consentState: () => coded(['none', 'given', 'withdrawn'], 'lists:contacts.consents'),
  };
  return choices[field]?.() ?? null;
}
