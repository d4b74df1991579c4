import { useTranslation } from 'react-i18next';
import type { MentorMonth } from '../../../shared/contracts/mentor-activity';
import { useApp } from '../../stores/app-store';

/** Twelve months as a table whose numbers are bars too: one thing for the eye and for a screen reader. */
export function MentorMonths({ months }: { months: MentorMonth[] }) {
  const { t } = useTranslation('records');
  const language = useApp((state) => state.language);
  const most = Math.max(1, ...months.map(({ count }) => count));
  return (
    <table className="months">
      <caption>{t('months')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('month')}</th>
          <th scope="col">{t('total_count')}</th>
          <th scope="col">{t('total_counted')}</th>
          <th scope="col">{t('total_hours')}</th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, count, counted, minutes }) => (
          <tr key={month}>
            <th scope="row">{monthName(month, language)}</th>
            <td className="months-bar">
              <span aria-hidden="true" style={{ inlineSize: `${(count / most) * 100}%` }} />
              <span>{count}</span>
            </td>
            <td>{counted}</td>
            <td>{new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(minutes / 60)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `2026-03` as `mars 2026`. */
function monthName(month: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
