import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Step = { picture: string; title: string; status: string; tray: string | null };
export type Report = {
  registered: number;
  delivered: number;
  duplicated: number;
  lost: number;
  /** Registrations whose values on the server differ from what was typed. */
  differing: number;
  draftRowsRecovered: number;
  kills: number;
  answersLost: number;
  keyPresses: number;
  seconds: number;
  steps: Step[];
};

/** Leaves report.json and report.html beside the pictures. */
export function writeReport(folder: string, report: Report): void {
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), page(report));
}

function page({ steps, ...figures }: Report): string {
  const rows = Object.entries(figures).map(
    ([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  );
  const pictures = steps.map(
    ({ picture, title, status, tray }) =>
      `<section><h2>${asText(title)}</h2><p>Window: ${asText(status)}</p>${tray === null ? '' : `<p>Tray: ${asText(tray)}</p>`}
      <img src="${picture}" alt="${asText(title)}" width="960"></section>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Feltbok: the tour</title>
<style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}img{border:1px solid #999;max-width:100%}th{text-align:left;padding-right:2rem}</style>
<h1>Feltbok: the tour</h1><table>${rows.join('')}</table>${pictures.join('')}</html>
`;
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
