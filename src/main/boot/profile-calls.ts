import type { Organisation } from '../../shared/contracts/organisation';
import type { OrganisationChoice } from '../../shared/contracts/profiles';
import type { Calls } from '../ipc/calls';
import type { TrayProfile } from '../tray/tray-view';
import type { Profiles } from './create-profiles';
import type { Life } from './open-life';
import type { Build } from './read-build';
import type { Work } from './start-work';

/** What the page may ask about the profiles of this computer; also before anything is unlocked. */
export function profileCalls(
  { organisations, organisationOf }: Build,
  profiles: Profiles<Work, Life>,
): Calls<'profiles'> {
  return {
    list: () => ({
      profiles: profiles.list().map(({ id, label, organisation, unsent }, index) => ({
        id,
        label,
        number: index + 1,
        organisation: choice(organisationOf(organisation)),
        isOpen: id === profiles.current().profile.id,
        unsent,
      })),
      organisations: organisations.map(choice),
    }),
    open: ({ id }) => profiles.open(id),
    create: ({ label, organisation }) =>
      profiles.create({ label, organisation: organisationOf(organisation).slug }),
    rename: ({ label }) => profiles.rename(label),
    remove: ({ consent }) => profiles.remove(consent),
  };
}

/** As the tray names them. */
export function otherProfiles({ organisationOf }: Build, profiles: Profiles<Work, Life>): TrayProfile[] {
  const open = profiles.current().profile.id;
  return profiles
    .list()
    .map(({ id, organisation }, index) => ({
      id,
      number: index + 1,
      appName: organisationOf(organisation).appName,
    }))
    .filter(({ id }) => id !== open);
}

function choice({ slug, name }: Organisation): OrganisationChoice {
  return { slug, name };
}
