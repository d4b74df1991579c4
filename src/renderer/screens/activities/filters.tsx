import { Button, Field, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { FunnelIcon } from '@navikt/aksel-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { activityModes } from '../../../shared/contracts/activity';
import {
  type ActivityQuestion,
  type ListedState,
  listedStates,
  type Period,
  periods,
} from '../../../shared/contracts/activity-list';
import { useApp } from '../../stores/app-store';
import { ask, useActivityList } from '../../stores/list-store';
import { useReference } from '../../stores/reference-store';

const panelId = 'more-filters';
/** Filters in the panel: how many of them are set is said on the button while it is closed. */
const inPanel = ['mentorId', 'typeId', 'unitId', 'mode', 'counts'] as const;

/** Changes filters: what is null or undefined afterwards leaves nothing out. */
function narrow(change: Partial<ActivityQuestion>): void {
  const next = { ...useActivityList.getState().question, ...change };
  ask(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== null)));
}

/** When, and how far it has come: what is asked most; the rest behind a button. */
export function QuickFilters() {
  const { t } = useTranslation('records');
  const { question, allFilters } = useActivityList();
  const set = inPanel.filter((name) => question[name] !== undefined).length;
  return (
    <>
      <Choice
        label={t('period')}
        value={question.period ?? 'all'}
        onValue={(value) => {
          const period = value as Period;
          const own = period === 'own' ? {} : { from: null, to: null };
          narrow({ period: period === 'all' ? undefined : period, ...own });
        }}
      >
        {periods.map((each) => (
          <Select.Option key={each} value={each}>
            {t(`periods.${each}`)}
          </Select.Option>
        ))}
      </Choice>
      {question.period === 'own' && <OwnDays />}
      <Choice
        label={t('lists:activities.filter')}
        value={question.state ?? 'all'}
        onValue={(value) => narrow({ state: value === 'all' ? undefined : (value as ListedState) })}
      >
        {listedStates.map((each) => (
          <Select.Option key={each} value={each}>
            {t(each === 'sent' ? 'sent' : `lists:activities.${each}`)}
          </Select.Option>
        ))}
      </Choice>
      <Button
        variant="secondary"
        aria-expanded={allFilters}
        aria-controls={panelId}
        onClick={() => useActivityList.setState({ allFilters: !allFilters })}
      >
        <FunnelIcon aria-hidden="true" />
        {set > 0 ? t('filters_set', { count: set }) : t('filters')}
      </Button>
    </>
  );
}

function OwnDays() {
  const { t } = useTranslation('records');
  const question = useActivityList((state) => state.question);
  const { from = null, to = null } = question;
  const isBackwards = from !== null && to !== null && from > to;
  const day = (name: 'from' | 'to') => ({
    type: 'date' as const,
    label: t(name),
    value: question[name] ?? '',
    onChange: (event: { target: { value: string } }) => narrow({ [name]: event.target.value || null }),
  });
  return (
    <>
      <Textfield {...day('from')} />
      <Textfield {...day('to')} error={isBackwards && t('backwards')} />
    </>
  );
}

/** Who, what, where, how, and whether it counts. */
export function MoreFilters() {
  const { t } = useTranslation('records');
  const language = useApp((state) => state.language);
  const question = useActivityList((state) => state.question);
  const reference = useReference();
  const isSet = inPanel.some((name) => question[name] !== undefined);
  const named = [
    [
      'mentorId',
      t('lists:activities.mentors'),
      reference?.mentors.map((each) => [each.id, each.displayName]),
    ],
    ['typeId', t('lists:activities.type'), reference?.types.map((each) => [each.id, each.label[language]])],
    ['unitId', t('lists:unit'), reference?.units.map((each) => [each.id, each.name])],
    ['mode', t('sync:field.mode'), activityModes.map((mode) => [mode, t(`sync:mode.${mode}`)])],
  ] as const;
  return (
    <fieldset id={panelId} className="more-filters" aria-label={t('filters')}>
      {named.map(([name, label, options = []]) => (
        <Choice
          key={name}
          label={label}
          value={question[name] ?? ''}
          onValue={(value) => narrow({ [name]: value || null })}
        >
          <Select.Option value="">{t('any')}</Select.Option>
          {options.map(([value = '', text]) => (
            <Select.Option key={value} value={value}>
              {text}
            </Select.Option>
          ))}
        </Choice>
      ))}
      <Choice
        label={t('countable')}
        value={question.counts === undefined ? '' : String(question.counts)}
        onValue={(value) => narrow({ counts: value === '' ? null : value === 'true' })}
      >
        <Select.Option value="">{t('any')}</Select.Option>
        <Select.Option value="true">{t('lists:activities.counts_yes')}</Select.Option>
        <Select.Option value="false">{t('lists:activities.counts_no')}</Select.Option>
      </Choice>
      <Button
        variant="tertiary"
        disabled={!isSet}
        onClick={() => narrow(Object.fromEntries(inPanel.map((name) => [name, null])))}
      >
        {t('reset')}
      </Button>
    </fieldset>
  );
}

type ChoiceProps = { label: string; value: string; onValue: (value: string) => void; children: ReactNode };

function Choice({ label, value, onValue, children }: ChoiceProps) {
  return (
    <Field>
      <Label>{label}</Label>
      <Select value={value} onChange={(event) => onValue(event.target.value)}>
        {children}
      </Select>
    </Field>
  );
}
