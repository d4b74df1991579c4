import { app, type WebPreferences } from 'electron';

/** What every page of ours may, which is as little as a page can: it reaches the main process through the preload's port alone. */
export function pagePreferences(preloadFile: string): WebPreferences {
  return {
    preload: preloadFile,
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
