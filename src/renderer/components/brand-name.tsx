import { OpenBookFillIcon } from '@navikt/aksel-icons';
import { useApp } from '../stores/app-store';

/** The organisation's name for the app, beside its mark in the organisation's colour. */
export function BrandName({ className }: { className: string }) {
  const appName = useApp((state) => state.organisation?.appName ?? 'Feltbok');
  return (
    <p className={className}>
      <span className="brand-mark">
        <OpenBookFillIcon aria-hidden="true" />
      </span>
      {appName}
    </p>
  );
}
