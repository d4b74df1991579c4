import { app, type Session, session, type WebContents } from 'electron';
import type { Log } from '../log/log';
import { isFromOrigin } from './origins';

/** Closes every way out of the app's own page: navigation, windows, webviews and permissions. */
export function guardContents(origin: string, log: Log): void {
  app.on('web-contents-created', (_event, contents) => keepOnPage(contents, origin, log));
  app.on('session-created', denyPermissions);
  denyPermissions(session.defaultSession);
}

function keepOnPage(contents: WebContents, origin: string, log: Log): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (isFromOrigin(event.url, origin)) return;
    event.preventDefault();
    log('window.navigation_refused');
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => {
    log('window.open_refused');
    return { action: 'deny' };
  });
}

/** Without these handlers Electron grants what a page asks for. */
function denyPermissions(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  target.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault();
    answer();
  });
  target.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault();
    answer(null);
  });
  target.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer('');
  });
}
