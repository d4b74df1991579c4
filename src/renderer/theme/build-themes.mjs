// Makes generated/<slug>.css from the brand of each organisation: node src/renderer/theme/build-themes.mjs
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');
const organisations = join(root, 'resources/organisations');
const cli = join(root, 'node_modules/@digdir/designsystemet/dist/bin/designsystemet.js');
const workFolder = mkdtempSync(join(tmpdir(), 'feltbok-themes-'));

for (const file of readdirSync(organisations).filter((name) => name.endsWith('.json'))) {
  const { slug, brand } = JSON.parse(readFileSync(join(organisations, file), 'utf8'));
  const config = join(workFolder, `${slug}.json`);
  const theme = {
    colors: { main: { accent: brand.main }, support: { second: brand.support }, neutral: '#3a3f46' },
    borderRadius: 6,
    typography: { fontFamily: 'system-ui' },
  };
  writeFileSync(config, JSON.stringify({ outDir: join(workFolder, slug), themes: { [slug]: theme } }));
  const run = (...words) =>
    execFileSync(process.execPath, [cli, 'tokens', ...words], { stdio: ['ignore', 'ignore', 'inherit'] });
  run('create', '--config', config, '--clean');
  run('build', '--config', config, '--tokens', join(workFolder, slug), '--out-dir', join(workFolder, 'css'));
  copyFileSync(join(workFolder, 'css', `${slug}.css`), join(here, 'generated', `${slug}.css`));
}
rmSync(workFolder, { recursive: true });
