import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Organisation, organisation } from '../../shared/contracts/organisation';

/** The organisation that this build is for. */
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
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return address;
  throw new Error('The address of the sync server has to begin with https:.');
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}
