import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IdentityProvider, type Organisation, organisation } from '../../shared/contracts/organisation';

/** All that this build knows, by their names. */
export function readOrganisations(resourcesFolder: string): Organisation[] {
  const files = readdirSync(join(resourcesFolder, 'organisations')).filter((name) => name.endsWith('.json'));
  return files
    .map((name) => readOrganisation(resourcesFolder, name.slice(0, -'.json'.length)))
    .sort((one, other) => one.name.localeCompare(other.name, 'nb'));
}

/** One organisation, by its slug. */
export function readOrganisation(resourcesFolder: string, slug: string): Organisation {
  if (!/^[a-z0-9-]{2,40}$/.test(slug)) throw new Error('The name of the organisation is not a slug.');
  const file = join(resourcesFolder, 'organisations', `${slug}.json`);
  return organisation.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The server's address. Only an app that is run from its sources may be pointed at another one. */
export function serverAddress(
  profile: Organisation,
  packaged: boolean,
  override: string | undefined,
): string {
  const address = !packaged && override ? override : profile.api;
  if (isSafe(address)) return address;
  throw new Error('The address of the sync server has to begin with https:.');
}

/** The same for who vouches for its people; undefined where nobody does. */
export function providerOf(
  profile: Organisation,
  packaged: boolean,
  override: string | undefined,
): IdentityProvider | undefined {
  const { identityProvider } = profile;
  if (!identityProvider) return undefined;
  const issuer = !packaged && override ? override : identityProvider.issuer;
  if (isSafe(issuer)) return { ...identityProvider, issuer };
  throw new Error('The address of the identity provider has to begin with https:.');
}

function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}
