import { Button, Heading, Paragraph, Table, Tag } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MissingMentorLine, Overview } from '../../../shared/contracts/overview';
import { useNumbers } from './use-numbers';
import { Wide } from './wide';

const fewLines = 6;
const colours = { missing: 'warning', not_yet: 'neutral', silent: 'neutral' } as const;

/** Who has nothing this month, against her own usual level: what was perhaps never registered. */
export function MissingPart({
  mentors,
  withUnit,
}: {
  mentors: NonNullable<Overview['mentors']>;
  withUnit: boolean;
}) {
  const { t } = useTranslation('overview');
  const [all, setAll] = useState(false);
  const { active, missing } = mentors;
  const unusual = missing.filter(({ kind }) => kind === 'missing').length;
  const shown = all ? missing : missing.slice(0, fewLines);
  return (
    <section className="card" aria-labelledby="missing-heading">
      <Heading level={2} data-size="xs" id="missing-heading">
        {t('missing.heading')}
      </Heading>
      <Paragraph>
        {missing.length === 0
          ? t('missing.nobody', { count: active })
          : t(unusual === 0 ? 'missing.none_unusual' : 'missing.some', {
              count: missing.length,
              active,
              unusual,
            })}
      </Paragraph>
      {missing.length > 0 && (
        <Wide labelledBy="missing-heading">
          <Table data-color="neutral" data-size="sm" aria-labelledby="missing-heading">
            <Table.Head>
              <Table.Row>
                <Table.HeaderCell scope="col">{t('missing.name')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('missing.usual')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('missing.last')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('missing.state')}</Table.HeaderCell>
              </Table.Row>
            </Table.Head>
            <Table.Body>
              {shown.map((mentor) => (
                <Table.Row key={mentor.id}>
                  <Table.HeaderCell scope="row">
                    {mentor.displayName}
                    {withUnit && <span className="beside">{mentor.unitName}</span>}
                  </Table.HeaderCell>
                  <Table.Cell>
                    <Usual mentor={mentor} />
                  </Table.Cell>
                  <Table.Cell className="number-text">
                    {mentor.lastOn?.split('-').reverse().join('.') ?? t('missing.never')}
                  </Table.Cell>
                  <Table.Cell>
                    <Tag data-size="sm" data-color={colours[mentor.kind]}>
                      {t(`missing.kind.${mentor.kind}`)}
                    </Tag>
                  </Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </Wide>
      )}
      {missing.length > fewLines && (
        <Button variant="tertiary" data-size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('missing.fewer') : t('missing.all', { count: missing.length })}
        </Button>
      )}
    </section>
  );
}

function Usual({ mentor: { kind, usual } }: { mentor: MissingMentorLine }) {
  const { t } = useTranslation('overview');
  const { oneDigit } = useNumbers();
  if (kind === 'silent') return <>–</>;
  return <>{usual < 1 ? t('missing.seldom') : t('missing.a_month', { usual: oneDigit(usual) })}</>;
}
