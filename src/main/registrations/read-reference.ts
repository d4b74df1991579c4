import { asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Contact } from '../../shared/contracts/contact';
import type { PeerMentor } from '../../shared/contracts/peer-mentor';
import {
  type ActivityType,
  type ContactIdentity,
  type GrantRules,
  grantRules,
  type OrgUnit,
} from '../../shared/contracts/reference';
import type { Orm } from '../database/open-database';
import { activityTypes, contacts, orgUnits, peerMentors, settings } from '../database/schema';
import type { Context } from './context';

export type Reference = {
  units: OrgUnit[];
  types: ActivityType[];
  mentors: PeerMentor[];
  contacts: Contact[];
  grantRules: GrantRules;
  lockedYears: number[];
  contactIdentity: ContactIdentity;
  today: string;
};

/** The small tables every form needs. */
export function readReference({ database, today }: Context): Reference {
  const value = (key: string) => database.query(settingQuery).get({ key })?.value;
  const rules = grantRules.safeParse(value('grant_rules'));
  const locked = z.array(z.int()).safeParse(value('locked_years'));
  return {
    units: database.query(unitsQuery).all(),
    types: database.query(typesQuery).all(),
    mentors: database.query(mentorsQuery).all(),
    contacts: database.query(contactsQuery).all(),
    grantRules: rules.success ? rules.data : [],
    lockedYears: locked.success ? locked.data : [],
    // What is not understood is no leave to write names.
    contactIdentity: value('contact_identity') === 'named' ? 'named' : 'anonymous',
    today: today(),
  };
}

// Prepared once: a form that opens waits for all of them.
const settingQuery = (orm: Orm) =>
  orm
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, sql.placeholder('key')))
    .prepare();
const unitsQuery = (orm: Orm) => orm.select().from(orgUnits).orderBy(asc(orgUnits.name)).prepare();
const typesQuery = (orm: Orm) => orm.select().from(activityTypes).orderBy(asc(activityTypes.sort)).prepare();
const mentorsQuery = (orm: Orm) =>
  orm.select().from(peerMentors).orderBy(asc(peerMentors.displayName)).prepare();
const contactsQuery = (orm: Orm) => orm.select().from(contacts).orderBy(asc(contacts.pseudonym)).prepare();
