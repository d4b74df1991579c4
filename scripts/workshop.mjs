// npm run workshop: every component in every state on one page, with hot reload, in any browser.
import { serveWorkshop } from './runtime/serve-workshop.mjs';

const { url } = await serveWorkshop();
console.log(`Every component in every state: ${url}
Add ?brand=demo-syn, &theme=dark or &language=en to see it in other clothes. Ctrl+C ends it.`);
