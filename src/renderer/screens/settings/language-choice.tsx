import { Field, Label, Select } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/contracts/ipc';
import { useApp } from '../../stores/app-store';
import { chooseLanguage } from '../../stores/watch-main';

const languages: Language[] = ['nb', 'nn', 'en'];

export function LanguageChoice({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation();
  const language = useApp((state) => state.language);
  return (
    <Field>
      <Label>{t('settings.language')}</Label>
      {!compact && <Field.Description>{t('settings.language_hint')}</Field.Description>}
      <Select value={language} onChange={(event) => void chooseLanguage(event.target.value as Language)}>
        {languages.map((each) => (
          <Select.Option key={each} value={each} lang={each}>
            {t(`settings.${each}`)}
          </Select.Option>
        ))}
      </Select>
    </Field>
  );
}
