import { Badge } from '@digdir/designsystemet-react';
import {
  BarChartIcon,
  BriefcaseIcon,
  CloudUpIcon,
  CogIcon,
  InboxIcon,
  PersonGroupIcon,
  PersonIcon,
  PlusCircleFillIcon,
  QuestionmarkDiamondIcon,
  TableIcon,
} from '@navikt/aksel-icons';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { routes, type ScreenName } from '../routes';
import { useApp } from '../stores/app-store';
import { useReference } from '../stores/reference-store';
import { BrandName } from './brand-name';
import { goByArrow } from './go-by-arrow';
import { menuId } from './skip-links';
import { useCanWait } from './use-can-wait';

/** What she does every day; whom it is about; and, at the bottom, how it is sent and the app itself. */
const groups = [
  [
    ['batch', PlusCircleFillIcon],
    ['overview', BarChartIcon],
    ['attention', InboxIcon],
    ['activities', TableIcon],
  ],
  [
    ['mentors', PersonGroupIcon],
    ['contacts', PersonIcon],
  ],
  [
    ['sync', CloudUpIcon],
    ['ready', BriefcaseIcon],
    ['settings', CogIcon],
  ],
] as const;

/** The page of one record belongs to the list that it is opened from. */
const pageOf: Partial<Record<ScreenName, string>> = { activities: routes.record, mentors: routes.mentor };

export function MainMenu({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="menu">
      <BrandName className="menu-name" />
      <nav id={menuId} aria-label={t('nav.label')} onKeyDown={goAbout}>
        {groups.map((entries, index) => (
          <ul key={entries[0][0]}>
            {entries.map(([screen, Icon]) => (
              <MenuEntry key={screen} screen={screen}>
                <Icon aria-hidden="true" />
              </MenuEntry>
            ))}
            {index === groups.length - 1 && (
              <li>
                <button type="button" className="menu-entry" aria-haspopup="dialog" onClick={onHelp}>
                  <QuestionmarkDiamondIcon aria-hidden="true" />
                  <span>{t('nav.help')}</span>
                </button>
              </li>
            )}
          </ul>
        ))}
      </nav>
    </div>
  );
}

/** The arrows go from entry to entry, whose places in the tab order stand. */
function goAbout(event: KeyboardEvent<HTMLElement>): void {
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('.menu-entry')];
  if (goByArrow(event, entries)) event.preventDefault();
}

function MenuEntry({
  screen,
  children,
}: {
  screen: Exclude<ScreenName, 'about' | 'record' | 'mentor' | 'sessions'>;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const isNamed = useReference()?.contactIdentity === 'named';
  const here = location === routes[screen] || location === pageOf[screen];
  return (
    <li>
      <Link className="menu-entry" href={routes[screen]} aria-current={here ? 'page' : undefined}>
        {children}
        <span>{t(screen === 'contacts' && isNamed ? 'records:named.heading' : `nav.${screen}`)}</span>
        {screen === 'attention' && <InboxNumber />}
      </Link>
    </li>
  );
}

/** What needs her, or else what is in the inbox and can wait, in a quieter colour. */
function InboxNumber() {
  const { t } = useTranslation();
  const needsPerson = useApp((state) => state.status?.needsPerson ?? 0);
  const canWait = useCanWait();
  const count = needsPerson || canWait;
  if (count === 0) return null;
  return (
    <>
      <Badge count={count} data-color={needsPerson > 0 ? 'warning' : 'neutral'} aria-hidden="true" />
      {needsPerson > 0 && <span className="ds-sr-only">{t('nav.needs_you', { count: needsPerson })}</span>}
      {canWait > 0 && <span className="ds-sr-only">{t('nav.can_wait', { count: canWait })}</span>}
    </>
  );
}
