import type { Activity } from '../../shared/contracts/activity';
import type { ActivityFilter, ActivityQuestion } from '../../shared/contracts/activity-list';
import type { ContactFields } from '../../shared/contracts/contact';
import type { MeetingAsked, SessionHeader } from '../../shared/contracts/drafts';
import type { ConflictAnswer, Correction, DuplicateAnswer, PutOff } from '../../shared/contracts/ipc';
import type { PeerMentorFields } from '../../shared/contracts/peer-mentor';
import type { Template } from '../../shared/contracts/templates';
import { readRecord } from '../database/records';
import { readMissing } from '../figures/read-overview';
import { resolveConflicts } from './answer-conflict';
import { answerDuplicate } from './answer-duplicate';
import { discardParked, fixParked, type RowToFix, retryParked } from './answer-problem';
import { type ActivityChange, removeActivities, removeActivity, updateActivity } from './change-activity';
import type { Context } from './context';
import { correctParked } from './correct-parked';
import { openSession, type RowToSave, saveHeader, saveRow } from './drafts';
import { findDoubles } from './find-doubles';
import { findStanding } from './find-standing';
import { finishSession } from './finish-session';
import { lastSession } from './last-session';
import { type ActivityAsk, countActivities, listActivities, listActivityIds } from './list-activities';
import { listAnswered, listConflicts } from './list-conflicts';
import { listDuplicates } from './list-duplicates';
import { listPeerMentors, type MentorAsk, readMentorPage } from './list-mentors';
import { listQueue } from './list-queue';
import { listRuns } from './list-runs';
import { listSessions, openPastSession } from './list-sessions';
import { dismissNotice, listNotices } from './notices';
import {
  type ContactChange,
  createContact,
  listContacts,
  type Page,
  proposePeerMentor,
  updateContact,
} from './people';
import { listPutOff, putItemOff } from './put-off';
import { readGlance } from './read-glance';
import { readReference } from './read-reference';
import { recordState } from './record-state';
import { type StepToSave, saveStep } from './save-step';
import { listViews, removeView, saveView } from './saved-views';
import { changeTemplate, listTemplates, saveTemplate } from './templates';
import { goOnUndoing, undoChange } from './undo-change';
import { reopenSession, undoSession } from './undo-session';

export type Registrations = ReturnType<typeof createRegistrations>;

/** Everything a person does with records, by the names of the IPC contract. `bootedAt`: start of the app (epoch ms). */
export function createRegistrations(context: Context, bootedAt: number) {
  return {
    reference: { read: () => readReference(context) },
    drafts: {
      open: () => openSession(context, bootedAt),
      saveHeader: ({ sessionId, header }: { sessionId: string; header: SessionHeader }) =>
        saveHeader(context, sessionId, header),
      saveRow: (row: RowToSave) => saveRow(context, row),
      saveStep: (input: StepToSave) => saveStep(context, input),
      missing: () => readMissing(context.database, { units: null, today: context.today() }),
      finish: ({ sessionId }: { sessionId: string }) => finishSession(context, sessionId),
      standing: ({ asked }: { asked: MeetingAsked[] }) => findStanding(context, asked),
      // In order, though they are of one moment: the later row is the one that asks whether it is a duplicate.
      newId: ({ count }: { count: number }) => Array.from({ length: count }, () => context.newId()).sort(),
    },
    activities: {
      list: (ask: ActivityAsk) => listActivities(context, ask),
      count: (filter: ActivityFilter) => ({ total: countActivities(context, filter) }),
      ids: (ask: ActivityAsk) => ({ ids: listActivityIds(context, ask) }),
      get: ({ id }: { id: string }) => ({
        activity: readRecord(context.database, 'activities', id) as Activity | null,
        state: recordState(context.database, 'activities', id),
      }),
      doubles: ({ id }: { id: string }) => findDoubles(context, id),
      update: (change: ActivityChange) => updateActivity(context, change),
      remove: ({ id }: { id: string }) => removeActivity(context, id),
      removeMany: ({ ids }: { ids: string[] }) => removeActivities(context, ids),
      undo: ({ undo }: { undo: string }) => undoChange(context, undo, bootedAt),
    },
    views: {
      list: () => listViews(context),
      save: (view: { name: string; question: ActivityQuestion }) => saveView(context, view),
      remove: ({ id }: { id: string }) => removeView(context, id),
    },
    sessions: {
      list: (page: { offset: number; limit: number }) => listSessions(context, page),
      open: ({ id }: { id: string }) => openPastSession(context, id),
      last: (asked: { unitId: string; but: string }) => lastSession(context, asked),
      undo: ({ id }: { id: string }) => undoSession(context, id, bootedAt),
      reopen: ({ id }: { id: string }) => reopenSession(context, id, bootedAt),
    },
    templates: {
      list: ({ unitId }: { unitId: string }) => listTemplates(context, unitId),
      save: (template: Omit<Template, 'id'>) => saveTemplate(context, template),
      rename: ({ id, name }: { id: string; name: string }) => changeTemplate(context, id, { name }),
      remove: ({ id }: { id: string }) => changeTemplate(context, id, { removedAt: context.now() }),
      restore: ({ id }: { id: string }) => changeTemplate(context, id, { removedAt: null }),
    },
    peerMentors: {
      list: (ask: MentorAsk) => listPeerMentors(context, ask),
      page: ({ id }: { id: string }) => readMentorPage(context, id),
      propose: ({ fields }: { fields: PeerMentorFields }) => proposePeerMentor(context, fields),
    },
    contacts: {
      list: (page: Page) => listContacts(context, page),
      create: ({ fields }: { fields: ContactFields }) => createContact(context, fields),
      update: (change: ContactChange) => updateContact(context, change),
    },
    /** To be called after each run. */
    goOn: () => goOnUndoing(context, bootedAt),
    queue: {
      list: (query: { only: 'waiting' | 'needs_person'; limit: number }) => listQueue(context, query),
      conflicts: () => listConflicts(context),
      runs: () => listRuns(context),
      glance: () => readGlance(context),
      notices: () => listNotices(context),
      dismissNotice: ({ id }: { id: string }) => {
        dismissNotice(context, id);
        return {};
      },
      retry: ({ mutationId }: { mutationId: string }) => retryParked(context, mutationId),
      fix: (row: RowToFix) => fixParked(context, row, bootedAt),
      discard: ({ mutationId }: { mutationId: string }) => discardParked(context, mutationId),
      correct: ({ corrections }: { corrections: Correction[] }) => correctParked(context, corrections),
      resolve: ({ answers }: { answers: ConflictAnswer[] }) => resolveConflicts(context, answers),
      answered: () => listAnswered(context),
      duplicates: () => listDuplicates(context),
      answerDuplicate: (answer: DuplicateAnswer) => answerDuplicate(context, answer),
      putOffs: () => listPutOff(context),
      putOff: (item: PutOff) => putItemOff(context, item),
    },
  };
}
