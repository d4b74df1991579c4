import { useEffect, useState } from 'react';
import { applyWordingOf, speak } from '../i18n';
import { useApp } from '../stores/app-store';
import { applyTheme } from '../theme/apply-theme';

/** The organisation's colours and words, the language, light or dark. False until the first paint can be right. */
export function useDress(): boolean {
  const organisation = useApp((state) => state.organisation);
  const language = useApp((state) => state.language);
  const { theme, contrast, textSize } = useApp((state) => state.look);
  const [dressed, setDressed] = useState(false);
  useEffect(() => {
    if (!organisation) return;
    applyWordingOf(organisation);
    void applyTheme(organisation.slug).then(() => setDressed(true));
  }, [organisation]);
  useEffect(() => speak(language), [language]);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.colorScheme = theme;
    root.dataset.contrast = contrast;
    // Lengths are rem, so that everything grows with it.
    root.style.fontSize = `${textSize}%`;
  }, [theme, contrast, textSize]);
  return dressed;
}
