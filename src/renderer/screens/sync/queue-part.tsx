import { Heading, Paragraph, Table } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { QueueLine } from '../../../shared/contracts/ipc';
import { momentText } from '../../../shared/rules/status-text';
import { shownTitle } from '../../components/shown-date';
import { useApp } from '../../stores/app-store';

const columns = ['what', 'change', 'made', 'waits_for'] as const;

/** What is on its way, and what each line waits for. */
export function QueuePart({ queue }: { queue: { total: number; lines: QueueLine[] } }) {
  const { t } = useTranslation('sync');
  const language = useApp((state) => state.language);
  if (queue.total === 0) return null;
  return (
    <section className="sync-part" aria-labelledby="queue-heading">
      <Heading level={2} data-size="xs" id="queue-heading">
        {t('queue.heading', { count: queue.total })}
      </Heading>
      <div className="wide">
        <Table data-color="neutral" aria-labelledby="queue-heading" data-size="sm">
          <Table.Head>
            <Table.Row>
              {columns.map((column) => (
                <Table.HeaderCell key={column} scope="col">
                  {t(`queue.${column}`)}
                </Table.HeaderCell>
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {queue.lines.map((line) => (
              <Table.Row key={line.mutationId}>
                <Table.HeaderCell scope="row">{shownTitle(line.title)}</Table.HeaderCell>
                <Table.Cell>
                  {t(`entity.${line.entity}`)}, {t(`queue.${line.operation}`)}
                </Table.Cell>
                <Table.Cell>{momentText(line.madeAt, language, Date.now())}</Table.Cell>
                <Table.Cell>
                  <WaitsFor line={line} />
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
      {queue.total > queue.lines.length && (
        <Paragraph>{t('queue.more', { count: queue.total - queue.lines.length })}</Paragraph>
      )}
    </section>
  );
}

function WaitsFor({ line }: { line: QueueLine }) {
  const { t } = useTranslation('sync');
  const language = useApp((state) => state.language);
  if (line.waitsFor) return t('queue.record', { title: shownTitle(line.waitsFor.title) });
  if (line.state === 'sending') return t('queue.sending');
  if (line.retryAt !== null && line.retryAt > Date.now())
    return t('queue.retry_at', { time: momentText(line.retryAt, language, Date.now()) });
  return t('queue.next_round');
}
