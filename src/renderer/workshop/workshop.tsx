// What is shown here has no app behind it: `npm run workshop` serves it, and it is not part of what is shipped.
import '../theme/designsystemet.css';
import '../theme/app.css';
import '../screens/batch/batch.css';
import './workshop.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { organisation } from '../../shared/contracts/organisation';
import { applyWordingOf, speak } from '../i18n';
import { useApp } from '../stores/app-store';
import { applyTheme } from '../theme/apply-theme';
import { type Look, pieces } from './pieces';

const organisations = import.meta.glob<Record<string, unknown>>('../../../resources/organisations/*.json', {
  eager: true,
  import: 'default',
});
const calm = useApp.getState();

void showWorkshop();

/** Dresses the page as the address says (`?brand=demo-syn&theme=dark&language=en`) and puts up every look in turn. */
async function showWorkshop(): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const brand = asked.get('brand') ?? 'demo-horsel';
  const language = asked.get('language') === 'nn' ? 'nn' : asked.get('language') === 'en' ? 'en' : 'nb';
  const dressed = organisation.parse(organisations[`../../../resources/organisations/${brand}.json`]);
  document.documentElement.dataset.colorScheme = asked.get('theme') ?? 'light';
  applyWordingOf(dressed);
  speak(language);
  await applyTheme(brand);
  const page = document.getElementById('root');
  for (const { name, looks } of pieces) {
    const part = document.createElement('section');
    const heading = document.createElement('h2');
    heading.textContent = name;
    part.append(heading);
    page?.append(part);
    for (const look of looks) await showLook(part, look, { ...calm, organisation: dressed, language });
  }
  document.body.dataset.ready = 'true';
}

/**
 * Draws a look with what the window knows in it, and keeps the drawing: all windows on this page know the same, so what
 * is drawn next would change it.
 */
async function showLook(part: HTMLElement, { name, store, show }: Look, known: typeof calm): Promise<void> {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.textContent = name;
  const stage = document.createElement('div');
  stage.className = 'look';
  figure.append(caption, stage);
  part.append(figure);
  useApp.setState({ ...known, ...store }, true);
  const root = createRoot(stage);
  flushSync(() => root.render(<Router hook={useHashLocation}>{show()}</Router>));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const drawn = stage.cloneNode(true);
  root.unmount();
  stage.replaceWith(drawn);
}
