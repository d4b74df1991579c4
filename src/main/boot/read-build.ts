import { join } from 'node:path';
import { app } from 'electron';
import type { Organisation } from '../../shared/contracts/organisation';
import { pageOrigin } from '../window/origins';
import { providerOf, readOrganisation, serverAddress } from './read-organisation';

/** What this build is: whose it is, whom it talks to, and where its parts lie. The same for as long as it runs. */
export type Build = {
  organisation: Organisation;
  /** The sync server's address, without a slash at its end. */
  baseUrl: string;
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
  const organisation = readOrganisation(
    fileOf('resources'),
    process.env.FELTBOK_ORGANISATION ?? 'demo-horsel',
  );
  const origin = pageOrigin(isPackaged, developmentUrl);
  return {
    organisation: {
      ...organisation,
      identityProvider: providerOf(organisation, isPackaged, process.env.FELTBOK_ISSUER),
    },
    baseUrl: serverAddress(organisation, isPackaged, process.env.FELTBOK_API).replace(/\/$/, ''),
    origin,
    pageUrl: origin.startsWith('app:') || !developmentUrl ? 'app://feltbok/' : developmentUrl,
    fileOf,
  };
}
