import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionHeader } from '../../../shared/contracts/drafts';
import { SkipToMenu } from '../../components/skip-links';
import { sharedColumns } from './columns';
import { goOnWithEnter } from './focus-next-field';
import { HeaderField } from './header-field';
import type { Session } from './use-session';

/** Values that the rows of the session share. A pinned one is left out of the rows' way. */
function DrawnLine({ session }: { session: Session }) {
  const { t } = useTranslation('batch');
  const { header } = session.state;
  const { units } = session.reference;
  const known = units.some(({ id }) => id === header.unitId);
  const save = (next: SessionHeader) => session.actions.setHeader(next);
  return (
    <section className="header-line" aria-label={t('header_name')} data-region="header">
      <div className="header-field" data-field="unit">
        <label htmlFor="header-unit">{t('unit')}</label>
        <select
          id="header-unit"
          value={header.unitId}
          aria-invalid={!known || undefined}
          onChange={(event) => void save({ ...header, unitId: event.target.value })}
          onKeyDown={goOnWithEnter}
        >
          {!known && <option value={header.unitId}>{t('choose_unit')}</option>}
          {units
            .filter(({ active, id }) => active || id === header.unitId)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </div>
      {sharedColumns.map((column) => (
        <HeaderField key={column} session={session} column={column} onChange={save} />
      ))}
      <SkipToMenu />
    </section>
  );
}

/** Typing in the rows leaves the line as it is. */
export const HeaderLine = memo(
  DrawnLine,
  (before, now) =>
    before.session.state.header === now.session.state.header &&
    before.session.context === now.session.context,
);
