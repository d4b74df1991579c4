import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../shared/contracts/overview';
import { useNumbers } from './use-numbers';

/** Why registrations do not count for the grant, in words; each is registered and sent all the same. */
export function ReasonsPart({ figures }: { figures: Overview }) {
  const { t, i18n } = useTranslation('overview');
  const { whole } = useNumbers();
  const { total, reasons } = figures;
  const not = total.registrations - total.counted;
  return (
    <section className="card" aria-labelledby="reasons-heading">
      <Heading level={2} data-size="xs" id="reasons-heading">
        {t('reasons.heading', { count: not, number: whole(not) })}
      </Heading>
      {not === 0 ? (
        <Paragraph>{t(total.registrations === 0 ? 'reasons.nothing' : 'reasons.all_count')}</Paragraph>
      ) : (
        <>
          <ul className="reasons">
            {reasons.map(({ reason, registrations }) => (
              <li key={reason} style={{ '--share': registrations / not } as Record<string, number>}>
                <span className="reason">
                  {i18n.exists(`overview:reason.${reason}`) ? t(`reason.${reason}`) : reason}
                </span>
                <span className="number">{whole(registrations)}</span>
              </li>
            ))}
          </ul>
          <Paragraph data-size="sm">{t('reasons.several')}</Paragraph>
        </>
      )}
    </section>
  );
}
