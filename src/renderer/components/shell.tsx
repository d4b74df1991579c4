import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { routes } from '../routes';
import { ActivitiesScreen } from '../screens/activities/activities-screen';
import { AttentionScreen } from '../screens/attention/attention-screen';
import { BatchScreen } from '../screens/batch/batch-screen';
import { MentorScreen } from '../screens/mentor/mentor-screen';
import { OverviewScreen } from '../screens/overview/overview-screen';
import { ContactsScreen } from '../screens/people/contacts-screen';
import { MentorsScreen } from '../screens/people/mentors-screen';
import { PracticeOffer } from '../screens/practice/practice-offer';
import { PracticeScreen } from '../screens/practice/practice-screen';
import { ReadyScreen } from '../screens/ready/ready-screen';
import { RecordScreen } from '../screens/record/record-screen';
import { SessionsScreen } from '../screens/sessions/sessions-screen';
import { AboutScreen } from '../screens/settings/about-screen';
import { SettingsScreen } from '../screens/settings/settings-screen';
import { SyncScreen } from '../screens/sync/sync-screen';
import type { SignedIn } from '../stores/app-store';
import { usePractising } from '../stores/practice-store';
import { useFreshReference } from '../stores/reference-store';
import { FirstDownload } from './first-download';
import { HelpDialog } from './help-dialog';
import { MainMenu } from './main-menu';
import { Notices } from './notices';
import { ReadyBanner } from './ready-banner';
import { SkipTo } from './skip-to';
import { StatusBar } from './status-bar';
import { StorageBanner } from './storage-banner';
import { useShortcuts } from './use-shortcuts';

/** Menu, screen and status bar: what stands around everything once the person is in. */
export function Shell({ person }: { person: SignedIn }) {
  const { t } = useTranslation();
  const [helping, setHelping] = useState(false);
  const [location] = useHashLocation();
  const practising = usePractising();
  useFreshReference();
  useShortcuts({ onHelp: () => setHelping(true) });
  return (
    <Router hook={useHashLocation}>
      <div className="shell">
        <SkipTo id="content" go={() => document.getElementById('content')?.focus()}>
          {t('skip')}
        </SkipTo>
        <MainMenu onHelp={() => setHelping(true)} />
        <main id="content" className="content" tabIndex={-1}>
          {/* The entry session says it beside the cell that could not be saved. */}
          {location !== routes.batch && <StorageBanner />}
          <FirstDownload />
          {location === routes.batch && !practising && <ReadyBanner />}
          {location === routes.activities && !practising && <PracticeOffer />}
          {practising && <PracticeScreen />}
          {/* What she came from gives its place, so that no two sessions are on the page. */}
          {!practising && (
            <Switch>
              <Route path={routes.batch} component={BatchScreen} />
              <Route path={routes.overview}>
                <OverviewScreen person={person} />
              </Route>
              <Route path={routes.record} component={RecordScreen} />
              <Route path={routes.mentor} component={MentorScreen} />
              <Route path={routes.sessions} component={SessionsScreen} />
              <Route path={routes.mentors} component={MentorsScreen} />
              <Route path={routes.contacts} component={ContactsScreen} />
              <Route path={routes.ready} component={ReadyScreen} />
              <Route path={routes.attention} component={AttentionScreen} />
              <Route path={routes.sync} component={SyncScreen} />
              <Route path={routes.settings}>
                <SettingsScreen person={person} onHelp={() => setHelping(true)} />
              </Route>
              <Route path={routes.about} component={AboutScreen} />
              <Route component={ActivitiesScreen} />
            </Switch>
          )}
        </main>
        <div className="foot">
          <StatusBar />
          <Notices />
        </div>
        <HelpDialog open={helping} onClose={() => setHelping(false)} />
      </div>
    </Router>
  );
}
