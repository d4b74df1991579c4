import { app, type WebPreferences } from 'electron';

/** What every page of ours may, which is as little as a page can: it reaches the main process through the preload's port alone. */
export function pagePreferences(preloadFile: string): WebPreferences {
  return { preload: preloadFile, ...lockedPreferences() };
}

/** The same for a page that reaches nobody. */
export function lockedPreferences(): WebPreferences {
  return {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}
