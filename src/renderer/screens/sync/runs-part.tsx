import { Heading, Paragraph, Table } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { RunLine } from '../../../shared/contracts/ipc';
import { momentText } from '../../../shared/rules/status-text';
import { useApp } from '../../stores/app-store';

const columns = ['when', 'why', 'pushed', 'pulled', 'result'] as const;
const shownRuns = 20;

/** The latest rounds with the server, for whoever wonders or helps over the telephone. */
export function RunsPart({ runs }: { runs: RunLine[] }) {
  const { t } = useTranslation('sync');
  const language = useApp((state) => state.language);
  return (
    <section className="sync-part" aria-labelledby="runs-heading">
      <Heading level={2} data-size="xs" id="runs-heading">
        {t('runs.heading')}
      </Heading>
      {runs.length === 0 ? (
        <Paragraph>{t('runs.empty')}</Paragraph>
      ) : (
        <div className="wide">
          <Table data-color="neutral" aria-labelledby="runs-heading" data-size="sm">
            <Table.Head>
              <Table.Row>
                {columns.map((column) => (
                  <Table.HeaderCell key={column} scope="col">
                    {t(`runs.${column}`)}
                  </Table.HeaderCell>
                ))}
              </Table.Row>
            </Table.Head>
            <Table.Body>
              {runs.slice(0, shownRuns).map((run) => (
                <Table.Row key={run.id}>
                  <Table.HeaderCell scope="row">
                    {momentText(run.startedAt, language, Date.now())}
                  </Table.HeaderCell>
                  <Table.Cell>{t(`runs.trigger.${run.trigger}`)}</Table.Cell>
                  <Table.Cell>{run.pushed}</Table.Cell>
                  <Table.Cell>{run.pulled}</Table.Cell>
                  <Table.Cell>
                    <Result run={run} />
                  </Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
    </section>
  );
}

function Result({ run }: { run: RunLine }) {
  const { t } = useTranslation('sync');
  const needs = run.parked + run.conflicts;
  if (run.failure) return t(`problems:failure.${run.failure}`);
  return needs > 0 ? t('runs.attention', { count: needs }) : t('runs.fine');
}
