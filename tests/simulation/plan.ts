import { mobilityTypes, visionTypes } from '../../server/seed/activity-types';
import { makeOrganisation, type SeedRows } from '../../server/seed/make-organisation';
import type { OrgPlan } from '../../server/seed/plan-demo';
import { makeRandom, type Random } from '../../server/seed/random';

/** When every simulated world begins. */
export const startMs = Date.UTC(2026, 10, 16, 7);

export type WorldPlan = {
  organisations: { orgId: string; rows: SeedRows }[];
  /** Who works at which computer, by e-mail address. */
  devices: string[];
};

const coordinator = (login: string) => ({
  email: `${login}@feltbok.example`,
  name: `Kollega ${login}`,
  role: 'coordinator' as const,
});

/** Two small organisations, one to three coordinators, two to five computers. */
export function planWorld(seed: number, passwordHash: string): WorldPlan {
  const random = makeRandom(seed);
  const users = random.int(1, 3);
  const first = ['anne', ...(users > 1 ? ['berit'] : [])];
  const second = users > 2 ? ['cecilie'] : [];
  const organisations = [
    organisation(random, { slug: 'en', logins: first, types: visionTypes }, passwordHash),
    // The other organisation is there also when nobody of it works: its rows must reach no mirror.
    organisation(
      random,
      { slug: 'to', logins: second.length > 0 ? second : ['dina'], types: mobilityTypes },
      passwordHash,
    ),
  ];
  const logins = [...first, ...second];
  const devices = Array.from({ length: random.int(2, 5) }, (_, index) => {
    const login = logins[index] ?? random.pick(logins);
    return `${login}@feltbok.example`;
  });
  return { organisations, devices };
}

function organisation(
  random: Random,
  { slug, logins, types }: { slug: string; logins: string[]; types: OrgPlan['types'] },
  passwordHash: string,
): { orgId: string; rows: SeedRows } {
  const plan: OrgPlan = {
    slug: `demo-${slug}`,
    name: `Demo ${slug}`,
    unitWord: 'Laget',
    regions: 1,
    years: 2,
    types: types.slice(0, 3),
    sigma: 1,
    areas: logins.map((login) => ({
      coordinator: coordinator(login),
      units: 2,
      mentors: 3,
      activities: random.int(2, 12),
    })),
    admin: null,
  };
  const rows = makeOrganisation(random, plan, { today: '2026-11-16', passwordHash });
  return { orgId: String(rows.orgs[0]?.id), rows };
}
