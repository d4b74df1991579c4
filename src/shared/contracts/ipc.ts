import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { activity, activityFields } from './activity';
import {
  activityFilter,
  activityPage,
  activityQuestion,
  exportResult,
  listPlace,
  mostChosen,
  mostRemoved,
  savedView,
} from './activity-list';
import { autostartState, lockAfter, look, sendingHabits } from './computer';
import { contact } from './contact';
import { contactsApi, peoplePage } from './contacts-calls';
import {
  cellKeys,
  cells,
  draftSession,
  draftStep,
  meetingAsked,
  mostMeetingsAsked,
  sessionHeader,
  standingMeeting,
  stepWays,
} from './drafts';
import { chosenHandover, handoverProgress, takenHandover } from './handover';
import { recordHistory } from './history';
import { activityLine } from './lines';
import { bootState, language, liveEvent } from './live';
import { mentorLine, mentorPage, mentorSorts } from './mentor-activity';
import { organisation } from './organisation';
import { chartNames, figuresRequest, missingMentor, overview, reportRequest } from './overview';
import { peerMentor, peerMentorFields } from './peer-mentor';
import { calendarDate, id } from './primitives';
import {
  deleteConsent,
  openedProfile,
  organisationChoice,
  profileId,
  profileLabel,
  profileLine,
  removedProfile,
  renamedProfile,
  unsentAnswer,
} from './profiles';
import { readyFacts } from './ready';
import { activityType, contactIdentities, grantRules, orgUnit } from './reference';
import { finishResult, saveResult, undoResult } from './results';
import { savedFile } from './saved-file';
import { sessionsApi } from './sessions';
import { signInResult } from './sign-in';
import { recordStates } from './status';
import { syncApi } from './sync-calls';
import { templatesApi } from './templates';
import { trailProgress, trailRequest } from './trail';

export * from './answers';
export * from './lines';
export * from './live';
export * from './results';
export * from './sign-in';
export * from './trail';

const nothing = z.object({});
/** Everything the window may ask of the main process. There is no call for tokens, keys, paths or SQL. */
export const ipcApi = {
  app: {
    boot: oc.output(
      z.object({
        boot: bootState,
        organisation,
        language,
        look,
        /** The operating system shows no notifications of ours. */
        quiet: z.boolean(),
        /** She has tried the practice session, or does not want to. */
        practised: z.boolean(),
        version: z.string(),
      }),
    ),
    live: oc.output(eventIterator(liveEvent)),
    setLanguage: oc.input(z.strictObject({ language })).output(nothing),
    setLook: oc.input(look).output(nothing),
    setQuiet: oc.input(z.strictObject({ quiet: z.boolean() })).output(nothing),
    /** The practice session is offered no more by itself. */
    endPractice: oc.output(nothing),
    /** Brings the window forward, at a screen when one is named. */
    show: oc.input(z.strictObject({ to: z.enum(['batch', 'attention', 'sync']).nullable() })).output(nothing),
    quit: oc.output(nothing),
    /** Prints what the page shows, by the operating system's own window. */
    print: oc.output(z.object({ kind: z.enum(['printed', 'cancelled', 'failed']) })),
  },
  computer: {
    /** Whether the app starts when the user of the computer signs in, as the operating system says just now. */
    autostart: oc.output(z.object({ state: autostartState })),
    /** Answers what stands afterwards. */
    setAutostart: oc.input(z.strictObject({ on: z.boolean() })).output(z.object({ state: autostartState })),
    sending: oc.output(sendingHabits),
    setSending: oc.input(sendingHabits).output(nothing),
    /** `lockable`: there is a passphrase, without which a lock would keep nobody out. */
    locking: oc.output(z.object({ lockable: z.boolean(), after: lockAfter })),
    setLocking: oc.input(z.strictObject({ after: lockAfter })).output(nothing),
    /** Puts a text where she can paste it from; the page itself may not touch the clipboard. */
    copy: oc.input(z.strictObject({ text: z.string().min(1).max(2000) })).output(nothing),
    /** The page is loaded anew for the lock; nothing happens where there is no passphrase. */
    lock: oc.output(nothing),
  },
  session: {
    signIn: oc
      .input(z.strictObject({ email: z.string().max(320), password: z.string().max(1024) }))
      .output(signInResult),
    /** Opens the organisation's identity provider in the browser; answers when she has come back, or has not. */
    signInWithProvider: oc.output(signInResult),
    /** Ends the wait for the browser: the call above answers `cancelled`. */
    cancelSignIn: oc.output(nothing),
    usePassphrase: oc
      .input(z.strictObject({ passphrase: z.string().min(1).max(1024) }))
      .output(z.object({ ok: z.boolean() })),
    /** What is kept only here is deleted with her consent alone. */
    signOut: oc
      .input(z.strictObject({ consent: deleteConsent }))
      .output(z.discriminatedUnion('kind', [z.object({ kind: z.literal('signed_out') }), unsentAnswer])),
  },
  profiles: {
    /** `organisations`: those that a new profile can be for. */
    list: oc.output(z.object({ profiles: z.array(profileLine), organisations: z.array(organisationChoice) })),
    /** Closes the open one first; only the open one sends. */
    open: oc.input(z.strictObject({ id: profileId })).output(openedProfile),
    /** Makes an empty one and opens it. `organisation`: a slug. */
    create: oc
      .input(z.strictObject({ label: profileLabel, organisation: z.string().max(40) }))
      .output(openedProfile),
    /** The open one. */
    rename: oc.input(z.strictObject({ label: profileLabel })).output(renamedProfile),
    /** Deletes the open one and all that is in it, for good, and opens another. */
    remove: oc.input(z.strictObject({ consent: deleteConsent })).output(removedProfile),
  },
  reference: {
    /** Small tables that every form needs, in one call. */
    read: oc.output(
      z.object({
        units: z.array(orgUnit),
        types: z.array(activityType),
        mentors: z.array(peerMentor),
        contacts: z.array(contact),
        grantRules,
        lockedYears: z.array(z.int()),
        contactIdentity: z.enum(contactIdentities),
        /** Today in Europe/Oslo by the main process's clock. */
        today: calendarDate,
      }),
    ),
  },
  drafts: {
    /** The session under way, or a new one with the last header. Ids of rows are made here, so that a row exists before its first cell. */
    open: oc.output(draftSession),
    saveHeader: oc.input(z.strictObject({ sessionId: id, header: sessionHeader })).output(saveResult),
    saveRow: oc
      .input(
        z.strictObject({
          sessionId: id,
          rowId: id,
          position: z.number(),
          origin: z.enum(['roster', 'free']),
          cells,
          focus: z.enum(cellKeys).nullable(),
        }),
      )
      .output(saveResult),
    /** Everything that can be undone: the rows and the header as the step leaves them, and the step itself, in one go. */
    saveStep: oc
      .input(z.strictObject({ sessionId: id, step: draftStep, way: z.enum(stepWays) }))
      .output(saveResult),
    /** Mentors with nothing this month, the most unusual silence first; see `whoIsMissing`. */
    missing: oc.output(z.object({ missing: z.array(missingMentor) })),
    finish: oc.input(z.strictObject({ sessionId: id })).output(finishResult),
    /** What is registered already of these mentors' days. */
    standing: oc
      .input(z.strictObject({ asked: z.array(meetingAsked).max(mostMeetingsAsked) }))
      .output(z.array(standingMeeting)),
    /** A new id for a row or a session: version 7. */
    newId: oc.input(z.strictObject({ count: z.int().min(1).max(200) })).output(z.array(id)),
  },
  activities: {
    list: oc
      .input(
        activityQuestion.extend({
          offset: z.int().min(0),
          limit: z.int().min(1).max(500),
          /** The end of the page before, where it is known: a page far down is then read as fast as the first. */
          after: listPlace.optional(),
          counted: z.boolean().optional(),
        }),
      )
      .output(activityPage),
    count: oc.input(activityFilter).output(z.object({ total: z.int() })),
    /** Ids of a part of the list, in its order. */
    ids: oc
      .input(activityQuestion.extend({ offset: z.int().min(0), limit: z.int().min(1).max(mostChosen) }))
      .output(z.object({ ids: z.array(id) })),
    get: oc
      .input(z.strictObject({ id }))
      .output(z.object({ activity: activity.nullable(), state: z.enum(recordStates) })),
    /** What was done with it on this computer. */
    history: oc.input(z.strictObject({ id })).output(recordHistory),
    /** Others that may be the same meeting. */
    doubles: oc.input(z.strictObject({ id })).output(z.array(activityLine)),
    /** `seen`: what stood in the fields when she began to change them; without it, what stands there now. */
    update: oc
      .input(
        z.strictObject({ id, changes: activityFields.partial(), seen: activityFields.partial().optional() }),
      )
      .output(saveResult),
    remove: oc.input(z.strictObject({ id })).output(saveResult),
    /** As one step, which `undo` takes back whole. `removed`: how many were there. */
    removeMany: oc
      .input(z.strictObject({ ids: z.array(id).min(1).max(mostRemoved) }))
      .output(z.object({ removed: z.int(), result: saveResult })),
    /** Writes a file for spreadsheets, in the order of the ids; a window of the main process asks where. */
    export: oc.input(z.strictObject({ ids: z.array(id).min(1).max(mostChosen) })).output(exportResult),
    /** Takes back what was saved, deleted or registered, by the id that the save answered. */
    undo: oc.input(z.strictObject({ undo: id })).output(undoResult),
  },
  views: {
    /** Questions to the list of registrations that she has given a name, by name. */
    list: oc.output(z.array(savedView)),
    /** One of the same name is replaced. */
    save: oc
      .input(savedView.pick({ name: true, question: true }).strict())
      .output(z.object({ id: id.nullable(), result: saveResult })),
    remove: oc.input(z.strictObject({ id })).output(saveResult),
  },
  sessions: sessionsApi,
  templates: templatesApi,
  peerMentors: {
    list: oc
      .input(
        peoplePage.extend({
          sort: z.strictObject({ by: z.enum(mentorSorts), descending: z.boolean() }).optional(),
        }),
      )
      .output(z.object({ total: z.int(), lines: z.array(mentorLine) })),
    /** One of them with her months; null when she is not here. */
    page: oc.input(z.strictObject({ id })).output(mentorPage.nullable()),
    propose: oc
      .input(z.strictObject({ fields: peerMentorFields }))
      .output(z.object({ id: id.nullable(), result: saveResult })),
  },
  contacts: contactsApi,
  overview: {
    read: oc.input(figuresRequest).output(overview),
    /** Charts that the person wants as tables. */
    tables: oc.output(z.array(z.enum(chartNames))),
    setTables: oc
      .input(z.strictObject({ names: z.array(z.enum(chartNames)).max(chartNames.length) }))
      .output(nothing),
    /** Writes the year's figures to a file; a window of the main process asks where. */
    saveReport: oc.input(reportRequest).output(savedFile),
  },
  trail: {
    /** Whose lines there are, the person signed in first; a name only where this device knows it. */
    people: oc.output(z.array(z.object({ id, name: z.string().nullable() }))),
    /** Writes a file whose place the person chooses in a window of the main process. */
    export: oc.input(trailRequest).output(eventIterator(trailProgress)),
  },
  handover: {
    /** Writes what is not sent to a sealed file; a window of the main process asks where. */
    export: oc.output(eventIterator(handoverProgress)),
    /** A window of the main process asks which file; the answer names it by an id that lives ten minutes. */
    choose: oc.output(chosenHandover),
    /** Takes over what is in the chosen file. */
    take: oc.input(z.strictObject({ id, code: z.string().max(100) })).output(takenHandover),
  },
  ready: {
    /** What is known before leaving the network; `judgeReadiness` judges it. */
    facts: oc.output(readyFacts),
  },
  support: {
    /** Writes counts, codes and times, nothing about a person, to a file; a window of the main process asks where. */
    saveDiagnostics: oc.output(savedFile),
  },
  sync: syncApi,
};
