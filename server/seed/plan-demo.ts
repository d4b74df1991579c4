import { hearingTypes, mobilityTypes, type TypeSeed, visionTypes } from './activity-types';

export const demoSizes = ['S', 'M', 'L', 'XL'] as const;
export type DemoSize = (typeof demoSizes)[number];

export const demoPassword = 'likeperson-demo';

/** A person's share of the data: so many local associations, mentors and registrations. */
export type Area = { coordinator: DemoUser | null; units: number; mentors: number; activities: number };
export type DemoUser = { email: string; name: string; role: 'coordinator' | 'org_admin' };

export type OrgPlan = {
  slug: string;
  name: string;
  /** How its local associations are called before the name of the place. */
  unitWord: string;
  regions: number;
  years: number;
  types: readonly TypeSeed[];
  /** Per mentor and year: log-normal, so a few mentors do most of it. */
  sigma: number;
  areas: readonly Area[];
  admin: DemoUser | null;
};

const kari = coordinator('kari', 'Kari Furulund');
const ola = coordinator('ola', 'Ola Sandtun');
const siri = coordinator('siri', 'Siri Holtevik');
const nils = coordinator('nils', 'Nils Myrstrand');

/** The first organisation grows with the size; S, M and L are what Kari sees, XL what its administrator sees. */
export function planDemo(size: DemoSize): OrgPlan[] {
  return [
    {
      slug: 'demo-horsel',
      name: 'Demo Hørsel',
      unitWord: 'Hørselslaget',
      types: hearingTypes,
      sigma: 1.06,
      admin: { email: 'admin.demo@feltbok.example', name: 'Astrid Vardås', role: 'org_admin' },
      ...hearing(size),
    },
    small('demo-syn', 'Demo Syn', 'Synslaget', { types: visionTypes, sigma: 0.95, coordinator: siri }),
    small('demo-bevegelse', 'Demo Bevegelse', 'Bevegelseslaget', {
      types: mobilityTypes,
      sigma: 1,
      coordinator: nils,
    }),
  ];
}

function hearing(size: DemoSize): Pick<OrgPlan, 'regions' | 'years' | 'areas'> {
  switch (size) {
    case 'S':
      return { regions: 1, years: 3, areas: [area(kari, 1, 6, 370), area(ola, 1, 4, 60)] };
    case 'M':
      return { regions: 2, years: 3, areas: [area(kari, 6, 60, 7000), area(ola, 3, 12, 400)] };
    case 'L':
      return { regions: 3, years: 5, areas: [area(kari, 45, 150, 29_000), area(ola, 5, 20, 1500)] };
    default:
      return {
        regions: 15,
        years: 5,
        areas: [area(kari, 6, 60, 11_000), area(ola, 5, 20, 4000), area(null, 169, 490, 95_000)],
      };
  }
}

function small(
  slug: string,
  name: string,
  unitWord: string,
  rest: Pick<OrgPlan, 'types' | 'sigma'> & { coordinator: DemoUser },
): OrgPlan {
  const { types, sigma, coordinator } = rest;
  const areas = [area(coordinator, 2, 8, 160)];
  return { slug, name, unitWord, types, sigma, regions: 1, years: 3, areas, admin: null };
}

function area(coordinator: DemoUser | null, units: number, mentors: number, activities: number): Area {
  return { coordinator, units, mentors, activities };
}

function coordinator(login: string, name: string): DemoUser {
  return { email: `${login}.demo@feltbok.example`, name, role: 'coordinator' };
}
