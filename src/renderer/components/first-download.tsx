import { useTranslation } from 'react-i18next';
import { useApp } from '../stores/app-store';

/** While the computer fetches what it needs for work without a network: how far it has come. The status bar speaks. */
export function FirstDownload() {
  const { t } = useTranslation();
  const download = useApp((state) => state.status?.firstDownload ?? null);
  const language = useApp((state) => state.language);
  if (!download) return null;
  const { done, total } = download;
  const known = total > 0 && done <= total;
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(known ? done / total : 0);
  const heading = known ? t('first_download.heading', { percent }) : t('first_download.heading_unknown');
  return (
    <section className="first-download" aria-label={t('first_download.label')}>
      <p>
        <strong>{heading}</strong> {t('first_download.why')}
      </p>
      <progress aria-label={t('first_download.label')} {...(known ? { value: done, max: total } : {})} />
    </section>
  );
}
