import {
  Alert,
  Button,
  Field,
  Heading,
  Label,
  Paragraph,
  Select,
  Textfield,
} from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrailProgress, TrailRequest } from '../../../shared/contracts/ipc';
import { api } from '../../api/client';
import { notSaved } from '../../components/not-saved';
import { useRead } from '../../components/use-read';
import { useReference } from '../../stores/reference-store';

const formats = ['csv', 'json'] as const;

/** The audit trail as a file: whose, from when to when. The main process asks where it goes. */
export function TrailExport() {
  const { t } = useTranslation();
  const people = useRead(() => api.trail.people(), 0).value ?? [];
  const today = useReference()?.today ?? '';
  const [request, setRequest] = useState<TrailRequest>({ from: null, to: null, actor: null, format: 'csv' });
  const [progress, setProgress] = useState<TrailProgress | null>(null);
  const working = progress?.kind === 'working';
  const isBackwards = request.from !== null && request.to !== null && request.from > request.to;

  async function save() {
    try {
      for await (const step of await api.trail.export(request)) setProgress(step);
    } catch {
      setProgress(notSaved);
    }
  }
  const day = (name: 'from' | 'to') => ({
    type: 'date' as const,
    label: t(`trail.${name}`),
    max: today,
    value: request[name] ?? '',
    onChange: (event: { target: { value: string } }) =>
      setRequest({ ...request, [name]: event.target.value || null }),
  });

  return (
    <>
      <Heading level={3} data-size="2xs">
        {t('trail.heading')}
      </Heading>
      <Paragraph>{t('trail.why')}</Paragraph>
      <div className="actions">
        <Textfield {...day('from')} />
        <Textfield {...day('to')} error={isBackwards && t('trail.backwards')} />
      </div>
      <Paragraph data-size="sm">{t('trail.period_hint')}</Paragraph>
      <Field>
        <Label>{t('trail.who')}</Label>
        <Select
          value={request.actor ?? ''}
          onChange={(event) => setRequest({ ...request, actor: event.target.value || null })}
        >
          <Select.Option value="">{t('trail.everybody')}</Select.Option>
          {people.map(({ id, name }) => (
            <Select.Option key={id} value={id}>
              {name ?? t('trail.somebody', { id: id.slice(-6) })}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label>{t('trail.format')}</Label>
        <Select
          value={request.format}
          onChange={(event) =>
            setRequest({ ...request, format: event.target.value as TrailRequest['format'] })
          }
        >
          {formats.map((each) => (
            <Select.Option key={each} value={each}>
              {t(`trail.${each}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Button
        variant="secondary"
        loading={working}
        disabled={working || isBackwards}
        onClick={() => void save()}
      >
        {t('trail.save')}
      </Button>
      <div role="status">{progress && <Progress progress={progress} />}</div>
    </>
  );
}

function Progress({ progress }: { progress: TrailProgress }) {
  const { t } = useTranslation();
  switch (progress.kind) {
    case 'working':
      return <Paragraph>{t('trail.working', { done: progress.done, total: progress.total })}</Paragraph>;
    case 'saved':
      return (
        <Alert data-color={progress.check === 'whole' ? 'success' : 'danger'}>
          <Paragraph>{t('trail.saved', { count: progress.lines })}</Paragraph>
          <Paragraph>{t(`trail.check_${progress.check}`)}</Paragraph>
        </Alert>
      );
    case 'cancelled':
      return <Paragraph>{t('trail.cancelled')}</Paragraph>;
    case 'failed':
      return <Alert data-color="warning">{t(`not_saved.${progress.why}`)}</Alert>;
  }
}
