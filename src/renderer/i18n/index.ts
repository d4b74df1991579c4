import i18next, { type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/contracts/ipc';
import type { Organisation } from '../../shared/contracts/organisation';
import sharedEn from '../../shared/wording/en.json';
import sharedNb from '../../shared/wording/nb.json';
import sharedNn from '../../shared/wording/nn.json';

/** One file per language and namespace: `./nb/common.json` is the namespace `common` in Bokmål. */
const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { eager: true, import: 'default' });

const resources: Resource = {
  nb: { shared: sharedNb },
  nn: { shared: sharedNn },
  en: { shared: sharedEn },
};
for (const [path, content] of Object.entries(files)) {
  const [, language = '', namespace = ''] = path.match(/^\.\/(\w+)\/(\w+)\.json$/) ?? [];
  const ofLanguage = resources[language];
  if (ofLanguage) ofLanguage[namespace] = content as Record<string, string>;
}

export const wording: i18n = i18next.createInstance();
void wording.use(initReactI18next).init({
  resources,
  lng: 'nb',
  fallbackLng: 'nb',
  defaultNS: 'common',
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Puts an organisation's own words over the common ones; a key is `namespace.path.of.the.sentence`. */
export function applyWordingOf(organisation: Organisation): void {
  for (const [key, text] of Object.entries(organisation.wording)) {
    const [namespace = '', ...path] = key.split('.');
    for (const language of ['nb', 'nn', 'en'] as const)
      wording.addResource(language, namespace, path.join('.'), text[language]);
  }
}

export function speak(language: Language): void {
  document.documentElement.lang = language;
  void wording.changeLanguage(language);
}
