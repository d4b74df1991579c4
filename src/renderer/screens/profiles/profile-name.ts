import { useTranslation } from 'react-i18next';
import type { ProfileLine } from '../../../shared/contracts/profiles';

/** What a profile is called: her own word for it, or its number. */
export function useProfileName(): (profile: Pick<ProfileLine, 'label' | 'number'>) => string {
  const { t } = useTranslation('profiles');
  return ({ label, number }) => label || t('unnamed', { number });
}

/** What is known of the profiles that are not open. */
export function useUnsentText(): (profile: Pick<ProfileLine, 'unsent'>) => string {
  const { t } = useTranslation('profiles');
  return ({ unsent }) => {
    if (unsent === null) return t('unsent_unknown');
    return unsent === 0 ? t('unsent_zero') : t('unsent', { count: unsent });
  };
}
