import { useMemo } from 'react';
import { useApp } from '../../stores/app-store';

/** Numbers and months as the language writes them. */
export function useNumbers() {
  const language = useApp((state) => state.language);
  return useMemo(() => {
    const locale = language === 'en' ? 'en-GB' : `${language}-NO`;
    const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
    const months = (month: 'short' | 'long') => {
      const format = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, index) =>
        format.format(Date.UTC(2026, index, 15)).replace('.', ''),
      );
    };
    return {
      whole: (value: number) => whole.format(value),
      hours: (minutes: number) => whole.format(minutes / 60),
      exactHours: (minutes: number) => oneDigit.format(minutes / 60),
      oneDigit: (value: number) => oneDigit.format(value),
      share: (part: number, of: number) => percent.format(of === 0 ? 0 : part / of),
      shortMonths: months('short'),
      longMonths: months('long'),
    };
  }, [language]);
}
