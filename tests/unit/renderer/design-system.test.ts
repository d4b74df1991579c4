import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The style of a component whose file is not named after it. */
const fileOf: Readonly<Record<string, string>> = {
  checkbox: 'input',
  radio: 'input',
  select: 'input',
  switch: 'input',
  textarea: 'input',
  textfield: 'input',
};

test('the style of every component of the design system that is used is there', () => {
  const styles = readFileSync('src/renderer/theme/designsystemet.css', 'utf8');
  const used = new Set(
    readdirSync('src/renderer', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tsx'))
      .flatMap((path) => [...readFileSync(`src/renderer/${path}`, 'utf8').matchAll(imports)])
      .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
      .filter((name) => /^[A-Z]/.test(name))
      .map(kebab),
  );
  const missing = [...used].filter((name) => !styles.includes(`/${fileOf[name] ?? name}.css"`));
  expect(used.size).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

const imports = /import \{([^}]*)\} from '@digdir\/designsystemet-react'/g;

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
}
