import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultClass } from './fault-class';

const folder = join(import.meta.dirname, 'classes');

/** Every file of `classes/` exports one `faultClass`, or several as `faultClasses`. `only`: ids with commas between. */
export async function findClasses(only?: string): Promise<FaultClass[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const found = await Promise.all(files.map((name) => readFile(join(folder, name))));
  const classes = found.flat().sort((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }));
  if (!only) return classes;
  const wanted = only.split(',').map((id) => id.trim().toUpperCase());
  const missing = wanted.filter((id) => !classes.some((one) => one.id.toUpperCase() === id));
  if (missing.length > 0) throw new Error(`There is no class ${missing.join(', ')}.`);
  return classes.filter(({ id }) => wanted.includes(id.toUpperCase()));
}

async function readFile(file: string): Promise<FaultClass[]> {
  const module = (await import(file)) as { faultClass?: FaultClass; faultClasses?: FaultClass[] };
  const classes = module.faultClasses ?? (module.faultClass ? [module.faultClass] : []);
  if (classes.length === 0) throw new Error(`${file} exports no class of faults.`);
  return classes;
}
