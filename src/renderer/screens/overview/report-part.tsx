import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type FiguresRequest,
  type Overview,
  type ReportRequest,
  reportFormats,
} from '../../../shared/contracts/overview';
import type { SavedFile } from '../../../shared/contracts/saved-file';
import { api } from '../../api/client';
import { notSaved } from '../../components/not-saved';

type ReportPartProps = { request: FiguresRequest; unitName: string | null; unsent: Overview['unsent'] };

/** The year's figures as a file for the funder. The main process asks where it goes. */
export function ReportPart({ request, unitName, unsent }: ReportPartProps) {
  const { t } = useTranslation('overview');
  const [working, setWorking] = useState<ReportRequest['format'] | null>(null);
  const [result, setResult] = useState<SavedFile | null>(null);
  async function save(format: ReportRequest['format']) {
    setWorking(format);
    setResult(null);
    try {
      setResult(await api.overview.saveReport({ ...request, format }));
    } catch {
      setResult(notSaved);
    }
    setWorking(null);
  }
  return (
    <section className="card" aria-labelledby="report-heading">
      <Heading level={2} data-size="xs" id="report-heading">
        {t('report.heading', { year: request.year })}
      </Heading>
      <Paragraph>{t('report.why', { unit: unitName ?? t('all_units') })}</Paragraph>
      {unsent.registrations > 0 && (
        <Paragraph>{t('report.unsent', { count: unsent.registrations })}</Paragraph>
      )}
      <div className="actions">
        {reportFormats.map((format) => (
          <Button
            key={format}
            variant="secondary"
            loading={working === format}
            disabled={working !== null}
            onClick={() => void save(format)}
          >
            {t(`report.${format}`)}
          </Button>
        ))}
      </div>
      <div role="status">
        {result?.kind === 'saved' && <Alert data-color="success">{t('report.saved')}</Alert>}
        {result?.kind === 'cancelled' && <Paragraph>{t('report.cancelled')}</Paragraph>}
        {result?.kind === 'failed' && (
          <Alert data-color="warning">{t(`common:not_saved.${result.why}`)}</Alert>
        )}
      </div>
    </section>
  );
}
