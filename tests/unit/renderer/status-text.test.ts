import { describe, expect, it } from 'vitest';
import type { Status } from '../../../src/shared/contracts/status';
import { statusText } from '../../../src/shared/rules/status-text';

const now = Date.UTC(2026, 10, 21, 13, 32);
const calm: Status = {
  kind: 'synced',
  because: null,
  storageProblem: null,
  count: 0,
  waiting: 0,
  needsPerson: 0,
  drafts: 0,
  done: 0,
  total: 0,
  firstDownload: null,
  retryAt: null,
  pausedUntil: null,
  lastSyncedAt: null,
  connectivity: 'online',
};

const cases: { facts: Partial<Status>; nb: string; nn: string; en: string }[] = [
  {
    facts: { kind: 'db_error' },
    nb: 'Kan ikke lagre på denne maskinen. Ikke lukk appen.',
    nn: 'Kan ikkje lagre på denne maskina. Ikkje lukk appen.',
    en: 'Cannot save on this computer. Do not close the app.',
  },
  {
    facts: { kind: 'attention', because: 'needs_person', count: 3 },
    nb: '3 registreringer trenger deg',
    nn: '3 registreringar treng deg',
    en: '3 registrations need you',
  },
  {
    facts: { kind: 'attention', because: 'needs_person', count: 1 },
    nb: '1 registrering trenger deg',
    nn: '1 registrering treng deg',
    en: '1 registration needs you',
  },
  {
    facts: { kind: 'attention', because: 'held_deletes', count: 0 },
    nb: 'Henting er stoppet: svært mye ville blitt slettet. Se siden Trenger deg.',
    nn: 'Henting er stoppa: svært mykje ville blitt sletta. Sjå sida Treng deg.',
    en: 'Fetching has stopped: very much would have been deleted. See the Needs you page.',
  },
  {
    facts: { kind: 'attention', because: 'drafts', count: 1 },
    nb: '1 rad i føringsøkten er ikke fullført',
    nn: '1 rad i føringsøkta er ikkje fullført',
    en: '1 row in the entry session is not finished',
  },
  {
    facts: { kind: 'auth_needed', count: 12 },
    nb: 'Logg inn for å sende 12. Du kan fortsette å registrere.',
    nn: 'Logg inn for å sende 12. Du kan halde fram med å registrere.',
    en: 'Sign in to send 12. You can keep registering.',
  },
  {
    facts: { kind: 'update_needed' },
    nb: 'Appen må oppdateres før den kan sende. Alt er trygt lagret.',
    nn: 'Appen må oppdaterast før han kan sende. Alt er trygt lagra.',
    en: 'Update needed before sending. Everything is saved.',
  },
  {
    facts: { kind: 'server_error', retryAt: now + 5 * 60_000 },
    nb: 'Får ikke kontakt med serveren. Prøver igjen kl. 14.37. Ingenting er mistet.',
    nn: 'Får ikkje kontakt med serveren. Prøver igjen kl. 14.37. Ingenting er mista.',
    en: 'Cannot reach the server. Trying again at 14:37. Nothing is lost.',
  },
  {
    facts: { kind: 'server_error', retryAt: now - 1 },
    nb: 'Får ikke kontakt med serveren. Prøver igjen snart. Ingenting er mistet.',
    nn: 'Får ikkje kontakt med serveren. Prøver igjen snart. Ingenting er mista.',
    en: 'Cannot reach the server. Trying again soon. Nothing is lost.',
  },
  {
    facts: { kind: 'offline_pending', count: 12 },
    nb: 'Uten nett. 12 er lagret her og sendes når du får nett.',
    nn: 'Utan nett. 12 er lagra her og blir sende når du får nett.',
    en: 'Offline. 12 saved here, sent when you are online.',
  },
  {
    facts: { kind: 'paused', count: 12 },
    nb: 'Sending er satt på pause. 12 venter.',
    nn: 'Sending er sett på pause. 12 ventar.',
    en: 'Sending paused. 12 waiting.',
  },
  {
    facts: { kind: 'syncing', done: 4, total: 12, count: 12 },
    nb: 'Sender 4 av 12',
    nn: 'Sender 4 av 12',
    en: 'Sending 4 of 12',
  },
  {
    facts: { kind: 'offline_clean' },
    nb: 'Uten nett. Alt er sendt. Du kan registrere som vanlig.',
    nn: 'Utan nett. Alt er sendt. Du kan registrere som vanleg.',
    en: 'Offline. Everything is sent. Register as usual.',
  },
  {
    facts: { kind: 'synced', lastSyncedAt: now },
    nb: 'Alt er sendt. Sist 21.11.2026 kl. 14.32.',
    nn: 'Alt er sendt. Sist 21.11.2026 kl. 14.32.',
    en: 'Everything sent. Last 21.11.2026 14:32.',
  },
];

describe('statusText', () => {
  for (const { facts, ...sentences } of cases) {
    for (const language of ['nb', 'nn', 'en'] as const) {
      it(`says "${sentences[language]}" in ${language} when ${JSON.stringify(facts)}`, () => {
        expect(statusText({ ...calm, ...facts }, language, now)).toBe(sentences[language]);
      });
    }
  }

  it('names the day when the next try is not today', () => {
    const retryAt = now + 24 * 3_600_000;
    expect(statusText({ ...calm, kind: 'server_error', retryAt }, 'nb', now)).toContain(
      'Prøver igjen 22.11.2026 kl. 14.32.',
    );
  });

  it('never says that everything is sent while the first download is under way', () => {
    const firstDownload = { done: 200, total: 1000 };
    expect(statusText({ ...calm, kind: 'syncing', firstDownload }, 'nb', now)).toBe(
      'Gjør klar for bruk uten nett: 200 av 1000 hentet',
    );
  });

  it('does not count nothing when nothing waits', () => {
    expect(statusText({ ...calm, kind: 'paused' }, 'nb', now)).toBe(
      'Sending er satt på pause. Ingenting venter.',
    );
    expect(statusText({ ...calm, kind: 'auth_needed' }, 'en', now)).not.toContain('0');
  });
});
