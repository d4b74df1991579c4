import { createHash } from 'node:crypto';
import { BrowserWindow, type Session, session } from 'electron';
import { lockedPreferences } from './page-preferences';

/** `style`: the one style sheet that stands in it; nothing else is applied, fetched or run. `foot`: stands below every page, as HTML. */
type Page = { html: string; style: string; foot: string };
export type PrintPage = (page: Page) => Promise<Uint8Array>;

const pageUrl = 'app://report/';
/** Inches. */
const margins = { top: 0.55, bottom: 0.6, left: 0.6, right: 0.6 };
const footer = (
  foot: string,
) => `<div style="display:flex;justify-content:space-between;width:100%;padding:0 0.6in;
  font-size:8px;font-family:sans-serif;color:#4a525c"><span>${foot}</span>
  <span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;

/**
 * Makes PDF of a page in a window that nobody sees and that lives as long as the printing: without scripts, without a
 * preload, in a session of its own that answers for that page alone. One at a time.
 */
export function createPagePrinter(): PrintPage {
  let last: Promise<unknown> = Promise.resolve();
  return (page) => {
    const printed = last.catch(() => {}).then(() => print(page));
    last = printed;
    return printed;
  };
}

async function print({ html, style, foot }: Page): Promise<Uint8Array> {
  const own = session.fromPartition('report');
  serve(own, html, style);
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...lockedPreferences(), session: own, javascript: false, devTools: false },
  });
  try {
    await window.loadURL(pageUrl);
    return await window.webContents.printToPDF({
      pageSize: 'A4',
      landscape: true,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer(foot),
      margins,
      // For whoever has it read aloud, and for finding one's way.
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  } finally {
    window.destroy();
    own.protocol.unhandle('app');
  }
}

function serve({ protocol, webRequest }: Session, html: string, style: string): void {
  const hash = createHash('sha256').update(style).digest('base64');
  webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: url !== pageUrl }));
  protocol.handle(
    'app',
    () =>
      new Response(html, {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
          'x-content-type-options': 'nosniff',
        },
      }),
  );
}
