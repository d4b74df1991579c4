const limit = 12;

/**
 * What a browser does with the provider's pages: follows where it is sent, keeps cookies, and fills in each form. Ends
 * with the app's own answer to the redirect. `login`: who signs in.
 */
export async function walkThroughProvider(address: string, login: string): Promise<Response> {
  const cookies = new Map<string, string>();
  let next: { url: URL; form: URLSearchParams | null } = { url: new URL(address), form: null };
  for (let step = 0; step < limit; step += 1) {
    const { url, form } = next;
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: form } : {}),
    });
    for (const line of answer.headers.getSetCookie()) keepCookie(cookies, line);
    const location = answer.headers.get('location');
    if (location) {
      next = { url: new URL(location, url), form: null };
      continue;
    }
    const page = await answer.clone().text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    if (!action) return answer;
    next = { url: new URL(action, url), form: fillIn(page, login) };
  }
  throw new Error('The provider goes round in circles.');
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value) cookies.set(name, value);
  else cookies.delete(name);
}

function fillIn(page: string, login: string): URLSearchParams {
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const form = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value]));
  if (page.includes('name="login"')) {
    form.set('login', login);
    form.set('password', 'any');
  }
  return form;
}
