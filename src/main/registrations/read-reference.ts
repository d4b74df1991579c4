import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Contact } from '../../shared/contracts/contact';
import type { PeerMentor } from '../../shared/contracts/peer-mentor';
import {
  type ActivityType,
  type GrantRules,
  grantRules,
  type OrgUnit,
} from '../../shared/contracts/reference';
import { activityTypes, contacts, orgUnits, peerMentors, settings } from '../database/schema';
import type { Context } from './context';

export type Reference = {
  units: OrgUnit[];
  types: ActivityType[];
  mentors: PeerMentor[];
  contacts: Contact[];
  grantRules: GrantRules;
  lockedYears: number[];
  today: string;
};

/** The small tables every form needs. */
export function readReference({ database: { orm }, today }: Context): Reference {
  const value = (key: string) =>
    orm.select({ value: settings.value }).from(settings).where(eq(settings.key, key)).get()?.value;
  const rules = grantRules.safeParse(value('grant_rules'));
  const locked = z.array(z.int()).safeParse(value('locked_years'));
  return {
    units: orm.select().from(orgUnits).orderBy(asc(orgUnits.name)).all(),
    types: orm.select().from(activityTypes).orderBy(asc(activityTypes.sort)).all(),
    mentors: orm.select().from(peerMentors).orderBy(asc(peerMentors.displayName)).all(),
    contacts: orm.select().from(contacts).orderBy(asc(contacts.pseudonym)).all(),
    grantRules: rules.success ? rules.data : [],
    lockedYears: locked.success ? locked.data : [],
    today: today(),
  };
}
