import { Alert, Button, Field, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedProfileResult, OrganisationChoice } from '../../../shared/contracts/profiles';
import { api } from '../../api/client';
import { useApp } from '../../stores/app-store';

type Refused = Exclude<OpenedProfileResult, { kind: 'opened' }> | { kind: 'failed' };

/** Asks for a name and makes an empty profile, which is then opened. */
export function NewProfile({ organisations }: { organisations: OrganisationChoice[] }) {
  const { t } = useTranslation('profiles');
  const own = useApp((state) => state.organisation?.slug ?? '');
  const [isAsking, setIsAsking] = useState(false);
  const [label, setLabel] = useState('');
  const [organisation, setOrganisation] = useState(own);
  const [refused, setRefused] = useState<Refused | null>(null);

  async function create(event: FormEvent) {
    event.preventDefault();
    try {
      const result = await api.profiles.create({ label, organisation });
      setRefused(result.kind === 'opened' ? null : result);
    } catch {
      setRefused({ kind: 'failed' });
    }
  }
  if (!isAsking)
    return (
      <Button variant="secondary" onClick={() => setIsAsking(true)}>
        {t('new')}
      </Button>
    );
  return (
    <form className="stack" onSubmit={(event) => void create(event)}>
      <Textfield
        autoFocus
        label={t('label')}
        description={t('label_hint')}
        autoComplete="off"
        maxLength={30}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      {organisations.length > 1 && (
        <Field>
          <Label>{t('organisation')}</Label>
          <Select value={organisation} onChange={(event) => setOrganisation(event.target.value)}>
            {organisations.map(({ slug, name }) => (
              <Select.Option key={slug} value={slug}>
                {name}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
      <div className="actions">
        <Button type="submit">{t('create')}</Button>
        <Button variant="tertiary" type="button" onClick={() => setIsAsking(false)}>
          {t('common:cancel')}
        </Button>
      </div>
      <div role="status">{refused && <Alert data-color="warning">{refusal(refused)}</Alert>}</div>
    </form>
  );

  function refusal(answer: Refused): string {
    return answer.kind === 'storage_problem' ? t(`problems:storage.${answer.problem}`) : t(answer.kind);
  }
}
