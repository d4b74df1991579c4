export const appOrigin = 'app://feltbok';

/** The origin whose pages may run in our window: the built app, or the development server of an unpackaged one. */
export function pageOrigin(packaged: boolean, developmentUrl: string | undefined): string {
  if (packaged || !developmentUrl) return appOrigin;
  return new URL(developmentUrl).origin;
}

/** `URL.origin` is `null` for schemes that Node does not know, so the parts are compared. */
export function isFromOrigin(url: string, origin: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return `${protocol}//${host}` === origin && username === '' && password === '';
}
