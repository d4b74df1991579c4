const themes = import.meta.glob<string>('./generated/*.css', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** Gives the page the colours of an organisation; resolves when they can be seen. */
export async function applyTheme(slug: string): Promise<void> {
  const root = document.documentElement;
  if (root.dataset.organisation === slug) return;
  const address = themes[`./generated/${slug}.css`] ?? Object.values(themes)[0];
  if (!address) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  await new Promise((resolve) => {
    link.onload = resolve;
    link.onerror = resolve;
    document.head.append(link);
  });
  root.dataset.organisation = slug;
}
