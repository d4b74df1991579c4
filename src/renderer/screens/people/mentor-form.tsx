import { Textfield } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { DialogForm } from './form-dialog';
import { UnitChoice, useOnlyUnitId } from './unit-choice';

type Faults = { name?: string; code?: string; unit?: string };
const longestCode = 8;

/** Proposes a peer mentor; the organisation approves. */
export function MentorForm({ onSaved, onClose }: { onSaved: (undo?: string) => void; onClose: () => void }) {
  const { t } = useTranslation('lists');
  const onlyUnitId = useOnlyUnitId();
  const [displayName, setDisplayName] = useState('');
  const [shortCode, setShortCode] = useState('');
  const [homeUnitId, setHomeUnitId] = useState(onlyUnitId);
  const [faults, setFaults] = useState<Faults>({});

  function save() {
    const found: Faults = {
      ...(!displayName.trim() && { name: t('mentors.name_missing') }),
      ...(shortCode.trim().length > longestCode && { code: t('mentors.code_wrong') }),
      ...(!homeUnitId && { unit: t('unit_missing') }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return null;
    const fields = { displayName: displayName.trim(), shortCode: shortCode.trim().toUpperCase(), homeUnitId };
    return api.peerMentors.propose({ fields }).then(({ result }) => result);
  }

  return (
    <DialogForm
      heading={t('mentors.add')}
      why={t('mentors.add_why')}
      onSave={save}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Textfield
        label={t('mentors.name')}
        autoComplete="off"
        maxLength={120}
        value={displayName}
        onChange={(event) => setDisplayName(event.target.value)}
        error={faults.name}
      />
      <Textfield
        label={t('mentors.code')}
        description={t('mentors.code_hint')}
        autoComplete="off"
        value={shortCode}
        onChange={(event) => setShortCode(event.target.value)}
        error={faults.code}
      />
      <UnitChoice unitId={homeUnitId} onUnit={setHomeUnitId} fault={faults.unit} />
    </DialogForm>
  );
}
