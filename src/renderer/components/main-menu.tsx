import { Badge } from '@digdir/designsystemet-react';
import {
  BriefcaseIcon,
  CloudUpIcon,
  CogIcon,
  PersonGroupIcon,
  PersonIcon,
  PlusCircleFillIcon,
  QuestionmarkDiamondIcon,
  TableIcon,
} from '@navikt/aksel-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { routes, type ScreenName } from '../routes';
import { useApp } from '../stores/app-store';

const entries = [
  ['batch', PlusCircleFillIcon],
  ['activities', TableIcon],
  ['mentors', PersonGroupIcon],
  ['contacts', PersonIcon],
  ['sync', CloudUpIcon],
  ['ready', BriefcaseIcon],
  ['settings', CogIcon],
] as const;

export function MainMenu({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const appName = useApp((state) => state.organisation?.appName ?? 'Feltbok');
  return (
    <div className="menu">
      <p className="menu-name">{appName}</p>
      <nav aria-label={t('nav.label')}>
        <ul>
          {entries.map(([screen, Icon]) => (
            <MenuEntry key={screen} screen={screen}>
              <Icon aria-hidden="true" />
            </MenuEntry>
          ))}
          <li>
            <button type="button" className="menu-entry" aria-haspopup="dialog" onClick={onHelp}>
              <QuestionmarkDiamondIcon aria-hidden="true" />
              <span>{t('nav.help')}</span>
            </button>
          </li>
        </ul>
      </nav>
    </div>
  );
}

function MenuEntry({ screen, children }: { screen: Exclude<ScreenName, 'about'>; children: ReactNode }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const needsPerson = useApp((state) => (screen === 'sync' ? (state.status?.needsPerson ?? 0) : 0));
  const here = location === routes[screen];
  return (
    <li>
      <Link className="menu-entry" href={routes[screen]} aria-current={here ? 'page' : undefined}>
        {children}
        <span>{t(`nav.${screen}`)}</span>
        {needsPerson > 0 && (
          <>
            <Badge count={needsPerson} data-color="warning" aria-hidden="true" />
            <span className="ds-sr-only">{t('nav.needs_you', { count: needsPerson })}</span>
          </>
        )}
      </Link>
    </li>
  );
}
