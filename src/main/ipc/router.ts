import { activitiesRouter } from './activities-router';
import { appRouter } from './app-router';
import { computerRouter } from './computer-router';
import { contactsRouter } from './contacts-router';
import { draftsRouter } from './drafts-router';
import { handoverRouter } from './handover-router';
import { overviewRouter } from './overview-router';
import { peerMentorsRouter } from './peer-mentors-router';
import { procedure } from './procedure';
import { profilesRouter } from './profiles-router';
import { readyRouter } from './ready-router';
import { referenceRouter } from './reference-router';
import { sessionRouter } from './session-router';
import { sessionsRouter } from './sessions-router';
import { supportRouter } from './support-router';
import { syncRouter } from './sync-router';
import { templatesRouter } from './templates-router';
import { trailRouter } from './trail-router';
import { viewsRouter } from './views-router';

export const router = procedure.router({
  app: appRouter,
  computer: computerRouter,
  profiles: profilesRouter,
  session: sessionRouter,
  reference: referenceRouter,
  drafts: draftsRouter,
  activities: activitiesRouter,
  peerMentors: peerMentorsRouter,
  contacts: contactsRouter,
  handover: handoverRouter,
  overview: overviewRouter,
  ready: readyRouter,
  sessions: sessionsRouter,
  support: supportRouter,
  sync: syncRouter,
  templates: templatesRouter,
  trail: trailRouter,
  views: viewsRouter,
});
