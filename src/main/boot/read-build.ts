import { join } from 'node:path';
import { app } from 'electron';
import type { Organisation } from '../../shared/contracts/organisation';
import { pageOrigin } from '../window/origins';
import { providerOf, readOrganisation, readOrganisations, serverAddress } from './read-organisation';

/** What this build is: for whom, whom it talks to, and where its parts lie. The same for as long as it runs. */
export type Build = {
  /** Whose it is where a profile does not say otherwise. */
  organisation: Organisation;
  /** That of a profile; the build's own for null, and for one that this build does not know. */
  organisationOf(slug: string | null): Organisation;
  organisations: Organisation[];
  /** The sync server's address, without a slash at its end. */
  addressOf(organisation: Organisation): string;
  /** Of the pages that the main process answers. */
  origin: string;
  pageUrl: string;
  /** Absolute path of something in the app's folder. */
  fileOf(...parts: string[]): string;
};

/** Throws when the organisation's file is not valid or its address is not safe to send anything to. */
export function readBuild(): Build {
  const { isPackaged } = app;
  const developmentUrl = process.env.ELECTRON_RENDERER_URL;
  const fileOf = (...parts: string[]) => join(app.getAppPath(), ...parts);
  const withProvider = (of: Organisation) => ({
    ...of,
    identityProvider: providerOf(of, isPackaged, process.env.FELTBOK_ISSUER),
  });
  const organisation = withProvider(
    readOrganisation(fileOf('resources'), process.env.FELTBOK_ORGANISATION ?? 'demo-horsel'),
  );
  const origin = pageOrigin(isPackaged, developmentUrl);
  const organisations = readOrganisations(fileOf('resources')).map(withProvider);
  const addressOf = (of: Organisation) =>
    serverAddress(of, isPackaged, process.env.FELTBOK_API).replace(/\/$/, '');
  for (const each of organisations) addressOf(each);
  return {
    organisation,
    organisationOf: (slug) => organisations.find((each) => each.slug === slug) ?? organisation,
    organisations,
    addressOf,
    origin,
    pageUrl: origin.startsWith('app:') || !developmentUrl ? 'app://feltbok/' : developmentUrl,
    fileOf,
  };
}
