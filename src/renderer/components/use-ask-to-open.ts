import { useTranslation } from 'react-i18next';
import { api } from '../api/client';

/**
 * Puts a ready text on the clipboard that asks for a locked reporting year to be opened, and answers what to tell her.
 * It says which year and how many registrations, and nothing of whom they are about.
 */
export function useAskToOpen(): (year: number, count: number) => Promise<string> {
  const { t } = useTranslation('problems');
  return async (year, count) => {
    const text = t('locked_year.text', { year, count });
    try {
      await api.computer.copy({ text });
      return t('locked_year.copied');
    } catch {
      return t('locked_year.not_copied', { text });
    }
  };
}
