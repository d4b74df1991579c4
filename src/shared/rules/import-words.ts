import type { ActivityMode, ActivitySetting } from '../contracts/activity';
import type { CellKey } from '../contracts/drafts';

/** What a column of somebody else's table can be: a column of ours, or a duration that is written in hours. */
export type ImportColumn = CellKey | 'hours';

/** How people head their columns, in the three languages of the product. Input grammar, not wording. */
export const headerWords: Readonly<Record<ImportColumn, readonly string[]>> = {
  mentor: [
    ...['likeperson', 'likepersonar', 'likemann', 'navn pa likeperson', 'namn pa likeperson', 'peer mentor'],
    ...['mentor', 'navn', 'namn', 'name', 'hvem', 'kven', 'who', 'ansvarlig', 'ansvarleg', 'horselshjelper'],
    ...['rehabiliteringskontakt', 'veileder', 'rettleiar', 'frivillig', 'volunteer'],
  ],
  with: [
    ...['sammen med', 'saman med', 'together with', 'with', 'medhjelper', 'medhjelpar', 'andre likepersoner'],
    ...['andre likepersonar', 'flere likepersoner', 'fleire likepersonar'],
  ],
  date: ['dato', 'date', 'dag', 'day', 'nar', 'when', 'tidspunkt', 'dato for aktivitet', 'utfort dato'],
  type: [
    ...['type', 'aktivitet', 'aktivitetstype', 'type aktivitet', 'hva', 'kva', 'what', 'activity'],
    ...['activity type', 'tiltak', 'kategori', 'category', 'oppdrag'],
  ],
  mode: [
    ...['kontaktform', 'kontaktmate', 'form', 'mate', 'moteform', 'mode', 'hvordan', 'korleis', 'how'],
    ...['contact form', 'way of contact'],
  ],
  duration: [
    ...['minutter', 'minutt', 'min', 'varighet', 'varigheit', 'tid', 'tidsbruk', 'brukt tid', 'duration'],
    ...[
      'minutes',
      'varighet min',
      'varigheit min',
      'tid min',
      'antall minutter',
      'antall min',
      'duration min',
    ],
  ],
  hours: [
    ...[
      'timer',
      'timar',
      'antall timer',
      'tal pa timar',
      'hours',
      'tid timer',
      'tid timar',
      'varighet timer',
    ],
    ...['varigheit timar', 'duration hours', 'ant timer'],
  ],
  participants: [
    ...['deltakere', 'deltakarar', 'deltagere', 'antall', 'antall deltakere', 'antall deltagere', 'ant'],
    ...[
      'tal pa deltakarar',
      'participants',
      'number of participants',
      'personer',
      'antall personer',
      'oppmote',
    ],
    ...['frammote', 'antall frammotte', 'people'],
  ],
  setting: ['sted', 'stad', 'place', 'hvor', 'kvar', 'where', 'setting', 'lokale', 'lokasjon', 'location'],
  newParticipants: ['nye deltakere', 'nye deltagere', 'nye deltakarar', 'nye', 'new participants', 'new'],
  contact: ['person', 'person anonym', 'anonym', 'person met', 'anonymous person', 'kontakt', 'contact'],
  km: [
    'km',
    'kjorte km',
    'koyrde km',
    'kjoring',
    'koyring',
    'kilometer',
    'antall km',
    'km driven',
    'mileage',
  ],
  tolls: ['bom', 'bompenger', 'bompengar', 'bom kr', 'toll', 'tolls', 'tolls nok'],
  outlay: [
    'utlegg',
    'utlegg kr',
    'utgifter',
    'utgifter kr',
    'kostnader',
    'expenses',
    'expenses nok',
    'outlay',
  ],
  note: [
    ...['merknad', 'merknader', 'kommentar', 'kommentarer', 'notat', 'note', 'notes', 'comment', 'comments'],
    ...['beskrivelse', 'skildring', 'remarks', 'annet', 'anna'],
  ],
};

/** What people write for how a contact took place, besides our own labels. */
export const modeWords: Readonly<Record<ActivityMode, readonly string[]>> = {
  in_person: [
    'fysisk',
    'fysisk mote',
    'mote',
    'oppmote',
    'i person',
    'ansikt til ansikt',
    'in person',
    'meeting',
  ],
  phone: ['telefon', 'tlf', 'tlf.', 'ringt', 'telefonsamtale', 'phone', 'call'],
  video: ['video', 'videosamtale', 'teams', 'zoom', 'digitalt', 'nett', 'online'],
  chat_mail: ['chat', 'e-post', 'epost', 'mail', 'e-mail', 'email', 'sms', 'melding', 'messenger'],
};

/** What people write for where it took place. */
export const settingWords: Readonly<Record<ActivitySetting, readonly string[]>> = {
  home: ['hjemme', 'heime', 'hjem', 'heim', 'hjemme hos', 'hjemmebesok', 'heimebesok', 'home'],
  base: ['fast base', 'base', 'kontor', 'kontoret', 'lokalet', 'frivilligsentral', 'apen tid', 'office'],
  hospital: ['sykehus', 'sykehuset', 'sjukehus', 'sjukehuset', 'hospital'],
  nursing_home: ['sykehjem', 'sykehjemmet', 'sjukeheim', 'sjukeheimen', 'omsorgssenter', 'nursing home'],
  other: ['annet', 'anna', 'annet sted', 'annan stad', 'other', 'kafe', 'ute'],
};

/** How a line begins that sums up the lines above it. */
export const sumWords: readonly string[] = [
  'sum',
  'totalt',
  'total',
  'i alt',
  'til saman',
  'til sammen',
  'totals',
];
