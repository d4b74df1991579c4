import { z } from 'zod';
import { calendarDate, id } from './primitives';

export const relations = ['self', 'next_of_kin', 'unknown'] as const;
export const ageBands = ['under_18', '18_29', '30_49', '50_66', '67_79', '80_plus', 'unknown'] as const;
export const consentStates = ['none', 'given', 'withdrawn'] as const;

/** Digits, perhaps with a country's code before them and spaces between them. */
const phone = z
  .string()
  .max(20)
  .regex(/^\+?[0-9](?: ?[0-9]){4,}$/);
const email = z
  .string()
  .max(120)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/);

/** A person met, anonymous by default: a pseudonym such as "Person 3". The default is no row at all. */
export const contactFields = z.object({
  unitId: id,
  pseudonym: z.string().min(1).max(60),
  relation: z.enum(relations),
  ageBand: z.enum(ageBands),
  consentState: z.enum(consentStates),
  consentOn: calendarDate.nullable(),
  expiresOn: calendarDate.nullable(),
  /** Only where the organisation's setting `contact_identity` is `named`. Versions before 0.2 do not know of them. */
  phone: phone.nullable().optional(),
  email: email.nullable().optional(),
});
export type ContactFields = z.infer<typeof contactFields>;

export const contact = contactFields.extend({ id, revision: z.int() });
export type Contact = z.infer<typeof contact>;

export const contactGroups = {
  identity: ['pseudonym', 'relation', 'ageBand'],
  consent: ['consentState', 'consentOn', 'expiresOn'],
  reach: ['phone', 'email'],
  where: ['unitId'],
} as const satisfies Record<string, readonly (keyof ContactFields)[]>;
