import { ipcRenderer } from 'electron';

/**
 * The only thing the page gets: it posts one end of a MessageChannel to itself, and that end is passed on to
 * the main process. Once per page load, so that a script that comes later cannot open a line of its own.
 */
window.addEventListener('message', passOnPort);

function passOnPort(event: MessageEvent): void {
  const [port] = event.ports;
  if (event.source !== window || event.data !== 'feltbok:connect' || !port) return;
  window.removeEventListener('message', passOnPort);
  ipcRenderer.postMessage('feltbok:connect', null, [port]);
}
