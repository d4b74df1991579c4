import { useEffect, useState } from 'react';
import { applyWordingOf, speak } from '../i18n';
import { useApp } from '../stores/app-store';
import { applyTheme } from '../theme/apply-theme';

/** The organisation's colours and words, the language, light or dark. False until the first paint can be right. */
export function useDress(): boolean {
  const organisation = useApp((state) => state.organisation);
  const language = useApp((state) => state.language);
  const theme = useApp((state) => state.theme);
  const [dressed, setDressed] = useState(false);
  useEffect(() => {
    if (!organisation) return;
    applyWordingOf(organisation);
    void applyTheme(organisation.slug).then(() => setDressed(true));
  }, [organisation]);
  useEffect(() => speak(language), [language]);
  useEffect(() => {
    document.documentElement.dataset.colorScheme = theme;
  }, [theme]);
  return dressed;
}
