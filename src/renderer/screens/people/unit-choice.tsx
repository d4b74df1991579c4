import { Field, Label, Select, ValidationMessage } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useReference } from '../../stores/reference-store';

type UnitChoiceProps = { unitId: string; onUnit: (unitId: string) => void; fault: string | undefined };

/** The units the person may register for; a single one is chosen already. */
export function UnitChoice({ unitId, onUnit, fault }: UnitChoiceProps) {
  const { t } = useTranslation('lists');
  const units = useReference()?.units.filter((unit) => unit.active) ?? [];
  return (
    <Field>
      <Label>{t('unit')}</Label>
      <Select value={unitId} aria-invalid={Boolean(fault)} onChange={(event) => onUnit(event.target.value)}>
        <Select.Option value="">{t('choose_unit')}</Select.Option>
        {units.map((unit) => (
          <Select.Option key={unit.id} value={unit.id}>
            {unit.name}
          </Select.Option>
        ))}
      </Select>
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
    </Field>
  );
}

/** The unit to start a form with: the only one, or none. */
export function useOnlyUnitId(): string {
  const units = useReference()?.units.filter((unit) => unit.active && unit.kind === 'local') ?? [];
  return units.length === 1 ? (units[0]?.id ?? '') : '';
}
