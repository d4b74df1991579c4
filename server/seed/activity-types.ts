import type { ActivityMode } from '../../src/shared/contracts/activity';
import type { GrantCategory, GrantRules } from '../../src/shared/contracts/reference';

export type TypeSeed = {
  code: string;
  label: { nb: string; nn: string; en: string };
  category: GrantCategory;
  mode: ActivityMode;
  minutes: number;
  zero?: true;
  /** Share of an organisation's registrations, in per cent. */
  share: number;
};

const label = (nb: string, nn: string, en: string) => ({ nb, nn, en });

const homeVisit = label('Hjemmebesøk', 'Heimebesøk', 'Home visit');
const phone = label('Telefonsamtale', 'Telefonsamtale', 'Phone call');
const group = label('Samtalegruppe', 'Samtalegruppe', 'Conversation group');
const course = label('Likepersonskurs', 'Likepersonskurs', 'Peer mentor course');
const hospital = label('Vaktrunde på sykehus', 'Vaktrunde på sjukehus', 'Hospital round');
const other = label('Annen kontakt', 'Annan kontakt', 'Other contact');

const common = {
  homeVisit: {
    code: 'home_visit',
    label: homeVisit,
    category: 'outreach',
    mode: 'in_person',
    minutes: 60,
  },
  phone: { code: 'phone_call', label: phone, category: 'other', mode: 'phone', minutes: 20 },
  group: { code: 'group', label: group, category: 'group', mode: 'in_person', minutes: 90 },
  course: { code: 'course', label: course, category: 'course', mode: 'in_person', minutes: 180 },
  hospital: {
    code: 'hospital_round',
    label: hospital,
    category: 'outreach',
    mode: 'in_person',
    minutes: 120,
    zero: true,
  },
  other: { code: 'other_contact', label: other, category: 'other', mode: 'in_person', minutes: 30 },
} satisfies Record<string, Omit<TypeSeed, 'share'>>;

export const hearingTypes: TypeSeed[] = [
  {
    code: 'hearing_aid_help',
    label: label('Hjelp med høreapparat', 'Hjelp med høyreapparat', 'Hearing-aid help'),
    category: 'outreach',
    mode: 'in_person',
    minutes: 30,
    share: 38,
  },
  {
    code: 'guidance_talk',
    label: label('Samtale og veiledning', 'Samtale og rettleiing', 'Talk and guidance'),
    category: 'outreach',
    mode: 'in_person',
    minutes: 45,
    share: 18,
  },
  { ...common.homeVisit, share: 9 },
  {
    code: 'fixed_base',
    label: label('Fast base, åpen time', 'Fast base, open time', 'Drop-in session'),
    category: 'outreach',
    mode: 'in_person',
    minutes: 120,
    zero: true,
    share: 13,
  },
  { ...common.hospital, share: 2 },
  { ...common.phone, share: 9 },
  { ...common.group, share: 6 },
  { ...common.course, share: 2 },
  {
    code: 'accompany',
    label: label('Følge til lege/audiograf', 'Følgje til lege/audiograf', 'Accompanying to an appointment'),
    category: 'outreach',
    mode: 'in_person',
    minutes: 90,
    share: 1,
  },
  { ...common.other, share: 2 },
];

export const visionTypes: TypeSeed[] = [
  { ...common.homeVisit, share: 40 },
  { ...common.phone, share: 25 },
  { ...common.group, share: 15 },
  { ...common.course, share: 5 },
  { ...common.hospital, share: 5 },
  { ...common.other, share: 10 },
];

export const mobilityTypes: TypeSeed[] = [
  {
    ...common.group,
    label: label('Aktivitetsgruppe', 'Aktivitetsgruppe', 'Activity group'),
    share: 35,
  },
  { ...common.phone, share: 25 },
  { ...common.homeVisit, label: label('Besøk', 'Besøk', 'Visit'), share: 20 },
  { ...common.hospital, share: 8 },
  { ...common.course, share: 7 },
  { ...common.other, share: 5 },
];

/** What counts for the public grant: outreach in person, groups of 3 for 45 minutes, courses of 90 minutes a day. */
export const demoGrantRules: GrantRules = [
  rule('outreach', { countable: true, minMinutes: 0, minParticipants: 0 }),
  rule('group', { countable: true, minMinutes: 45, minParticipants: 3 }),
  rule('course', { countable: true, minMinutes: 90, minParticipants: 0 }),
  rule('other', { countable: false, minMinutes: 0, minParticipants: 0 }),
];

function rule(
  category: GrantCategory,
  limits: Pick<GrantRules[number], 'countable' | 'minMinutes' | 'minParticipants'>,
): GrantRules[number] {
  const modes: ActivityMode[] =
    category === 'other' ? ['in_person', 'phone', 'video', 'chat_mail'] : ['in_person'];
  return { version: 1, validFrom: '2015-01-01', validTo: null, category, modes, ...limits };
}
