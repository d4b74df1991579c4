import { Field, Label, Select, Switch } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { type Look, textSizes } from '../../../shared/contracts/computer';
import { useApp } from '../../stores/app-store';
import { chooseLook } from '../../stores/watch-main';

const themes: Look['theme'][] = ['auto', 'light', 'dark'];

/** Light or dark, how strong the contrast and how large the text; each can be seen at once. */
export function LookChoice() {
  const { t } = useTranslation('settings');
  const { theme, contrast, textSize } = useApp((state) => state.look);
  return (
    <>
      <Field>
        <Label>{t('common:settings.theme')}</Label>
        <Select
          value={theme}
          onChange={(event) => void chooseLook({ theme: event.target.value as Look['theme'] })}
        >
          {themes.map((each) => (
            <Select.Option key={each} value={each}>
              {t(`common:settings.${each}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Switch
        label={t('contrast')}
        description={t('contrast_hint')}
        checked={contrast === 'high'}
        onChange={(event) => void chooseLook({ contrast: event.target.checked ? 'high' : 'normal' })}
      />
      <Field>
        <Label>{t('text_size')}</Label>
        <Field.Description>{t('text_size_hint')}</Field.Description>
        <Select
          value={textSize}
          onChange={(event) => void chooseLook({ textSize: Number(event.target.value) as Look['textSize'] })}
        >
          {textSizes.map((percent) => (
            <Select.Option key={percent} value={percent}>
              {t('percent', { percent })}
            </Select.Option>
          ))}
        </Select>
      </Field>
    </>
  );
}
