import { Alert, Button, Field, Label, Paragraph, Select } from '@digdir/designsystemet-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FiguresRequest, Overview } from '../../../shared/contracts/overview';
import { unitChoices } from '../../../shared/rules/unit-choices';
import { Page } from '../../components/page';
import { type SignedIn, useApp } from '../../stores/app-store';
import { useReference } from '../../stores/reference-store';
import { type ChartLine, ChartPart } from './chart-part';
import { KeyFigures } from './key-figures';
import { MissingPart } from './missing-part';
import './overview.css';
import { ReasonsPart } from './reasons-part';
import { ReportPart } from './report-part';
import { SendingPart } from './sending-part';
import { useNumbers } from './use-numbers';
import { useOverview, useTables } from './use-overview';

/** How the year stands, from what is on this computer, sent or not. */
export function OverviewScreen({ person }: { person: SignedIn }) {
  const { t } = useTranslation('overview');
  const reference = useReference();
  const [year, setYear] = useState<number | null>(null);
  const [unitId, setUnitId] = useState<string | null>(null);
  const units = useMemo(
    () => unitChoices(reference?.units ?? [], person.role === 'org_admin' ? null : person.unitIds),
    [reference, person],
  );
  const thisYear = reference ? Number(reference.today.slice(0, 4)) : null;
  const shownYear = year ?? thisYear;
  const onlyUnit =
    person.role === 'coordinator' && person.unitIds.length === 1 ? (person.unitIds[0] ?? null) : null;
  const shownUnit = units.some(({ id }) => id === unitId) ? unitId : onlyUnit;
  const { figures, of, failed, readAgain } = useOverview(
    shownYear === null ? null : { year: shownYear, unitId: shownUnit },
  );
  const unitName = reference?.units.find(({ id }) => id === of?.unitId)?.name ?? null;
  const choices = (
    <>
      <Choice label={t('year')} value={String(shownYear ?? '')} onChange={(value) => setYear(Number(value))}>
        {(figures?.years ?? (shownYear === null ? [] : [shownYear])).map((each) => (
          <Select.Option key={each} value={String(each)}>
            {each}
          </Select.Option>
        ))}
      </Choice>
      {units.length > 1 && (
        <Choice label={t('unit')} value={unitId ?? ''} onChange={(value) => setUnitId(value || null)}>
          <Select.Option value="">{t('all_units')}</Select.Option>
          {units.map(({ id, name, depth }) => (
            <Select.Option key={id} value={id}>
              {'\u00A0'.repeat(depth * 3)}
              {name}
            </Select.Option>
          ))}
        </Choice>
      )}
    </>
  );
  return (
    <Page heading={t('heading')} actions={choices}>
      <div className="overview">
        {failed && (
          <Alert data-color="info" role="status">
            <Paragraph>{t('common:read_failed')}</Paragraph>
            <Button variant="secondary" onClick={readAgain}>
              {t('common:try_again')}
            </Button>
          </Alert>
        )}
        {figures && of && (
          <Figures
            figures={figures}
            of={of}
            unitName={unitName}
            severalUnits={units.length > 1 && of.unitId === null}
          />
        )}
      </div>
    </Page>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
};

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <Field>
      <Label>{label}</Label>
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </Select>
    </Field>
  );
}

type FiguresProps = {
  figures: Overview;
  of: FiguresRequest;
  /** Null for all units. */
  unitName: string | null;
  severalUnits: boolean;
};

function Figures({ figures, of, unitName, severalUnits }: FiguresProps) {
  const { t } = useTranslation('overview');
  const { whole, share, shortMonths, longMonths } = useNumbers();
  const language = useApp((state) => state.language);
  const tables = useTables();
  const { total } = figures;
  const months = figures.months.map(
    (sums, index): ChartLine => ({
      ...sums,
      key: `month-${index}`,
      name: shortMonths[index] ?? '',
      longName: longMonths[index] ?? '',
    }),
  );
  const types = figures.types.map(
    ({ typeId, label, ...sums }): ChartLine => ({
      ...sums,
      key: typeId,
      name: label[language],
      longName: label[language],
    }),
  );
  const busiest = months.reduce((most, month) => (month.registrations > most.registrations ? month : most));
  const sums = {
    year: of.year,
    number: whole(total.registrations),
    share: share(total.counted, total.registrations),
  };
  return (
    <>
      <SendingPart unsent={figures.unsent} year={of.year} />
      <KeyFigures figures={figures} />
      <div className="cards">
        <ChartPart
          heading={t('months.heading')}
          of={t('months.month')}
          summary={t(total.registrations === 0 ? 'months.nothing' : 'months.summary', {
            ...sums,
            count: total.registrations,
            month: busiest.longName,
            most: whole(busiest.registrations),
          })}
          direction="standing"
          lines={months}
          total={total}
          asTable={tables.isTable('months')}
          onTable={(asTable) => tables.show('months', asTable)}
        />
        {types.length > 0 && (
          <ChartPart
            heading={t('types.heading')}
            of={t('types.type')}
            summary={t('types.summary', {
              ...sums,
              count: types.length,
              type: types[0]?.longName,
              most: whole(types[0]?.registrations ?? 0),
            })}
            direction="lying"
            lines={types}
            total={total}
            asTable={tables.isTable('types')}
            onTable={(asTable) => tables.show('types', asTable)}
          />
        )}
        {figures.mentors && <MissingPart mentors={figures.mentors} withUnit={severalUnits} />}
        <div className="card-pair" data-stacked={figures.mentors !== null}>
          <ReasonsPart figures={figures} />
          <ReportPart request={of} unitName={unitName} unsent={figures.unsent} />
        </div>
      </div>
    </>
  );
}
