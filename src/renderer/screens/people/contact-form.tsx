import { Field, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactFields } from '../../../shared/contracts/contact';
import { api } from '../../api/client';
import { changedFields } from './changed-fields';
import { DialogForm } from './form-dialog';
import type { FormOf } from './people-list';
import { type Reach, ReachFields, readReach, useReachFaults } from './reach-fields';
import { UnitChoice, useOnlyUnitId } from './unit-choice';
import { useIsNamed } from './use-is-named';

const relations: ContactFields['relation'][] = ['unknown', 'self', 'next_of_kin'];
const ageBands: ContactFields['ageBand'][] = [
  'unknown',
  'under_18',
  '18_29',
  '30_49',
  '50_66',
  '67_79',
  '80_plus',
];
type Faults = { pseudonym?: string; unit?: string; phone?: string; email?: string };

/** Adds a person met, or changes one: under a label, unless the organisation has people's names. */
export function ContactForm({ line, onSaved, onClose }: FormOf<Contact>) {
  const { t } = useTranslation('lists');
  const isNamed = useIsNamed();
  const onlyUnitId = useOnlyUnitId();
  // What she saw when she began is what her change is judged against.
  const [before] = useState(line);
  const [pseudonym, setPseudonym] = useState(before?.pseudonym ?? '');
  const [relation, setRelation] = useState<ContactFields['relation']>(before?.relation ?? 'unknown');
  const [ageBand, setAgeBand] = useState<ContactFields['ageBand']>(before?.ageBand ?? 'unknown');
  const [reach, setReach] = useState<Reach>({ phone: before?.phone ?? '', email: before?.email ?? '' });
  const reachFaults = useReachFaults();
  const [unitId, setUnitId] = useState(before?.unitId ?? onlyUnitId);
  const [faults, setFaults] = useState<Faults>({});

  function save() {
    const found: Faults = {
      ...(!pseudonym.trim() && {
        pseudonym: t(isNamed ? 'records:named.name_missing' : 'contacts.pseudonym_missing'),
      }),
      ...(isNamed && reachFaults(reach)),
      ...(!unitId && { unit: t('unit_missing') }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return null;
    const known = isNamed ? readReach(reach) : {};
    const typed = { pseudonym: pseudonym.trim(), relation, ageBand, unitId, ...known };
    if (before) return change(before, typed);
    const consent = { consentState: 'none', consentOn: null, expiresOn: null } as const;
    return api.contacts.create({ fields: { ...typed, ...consent } }).then(({ result }) => result);
  }

  function change(before: Contact, typed: Partial<ContactFields>) {
    const { changes, seen } = changedFields<Partial<ContactFields>>(before, typed);
    if (Object.keys(changes).length > 0) return api.contacts.update({ id: before.id, changes, seen });
    onClose();
    return null;
  }

  return (
    <DialogForm
      heading={t(before ? 'contacts.change' : 'contacts.add')}
      why={t(isNamed ? 'records:named.why' : 'contacts.why')}
      onSave={save}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Textfield
        label={t(isNamed ? 'records:named.name' : 'contacts.pseudonym')}
        description={isNamed ? undefined : t('contacts.pseudonym_hint')}
        autoComplete="off"
        maxLength={60}
        value={pseudonym}
        onChange={(event) => setPseudonym(event.target.value)}
        error={faults.pseudonym}
      />
      {isNamed && <ReachFields reach={reach} faults={faults} onChange={setReach} />}
      <Field>
        <Label>{t('contacts.relation')}</Label>
        <Select
          value={relation}
          onChange={(event) => setRelation(event.target.value as ContactFields['relation'])}
        >
          {relations.map((each) => (
            <Select.Option key={each} value={each}>
              {t(`contacts.relations.${each}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label>{t('contacts.age_band')}</Label>
        <Select
          value={ageBand}
          onChange={(event) => setAgeBand(event.target.value as ContactFields['ageBand'])}
        >
          {ageBands.map((each) => (
            <Select.Option key={each} value={each}>
              {t(`contacts.age_bands.${each}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <UnitChoice unitId={unitId} onUnit={setUnitId} fault={faults.unit} />
    </DialogForm>
  );
}
