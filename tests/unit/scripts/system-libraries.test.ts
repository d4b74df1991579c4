import { expect, it } from 'vitest';
import { notFound } from '../../../scripts/runtime/system-libraries.mjs';

it('names the libraries that ldd did not find', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibnss3.so => /lib/x86_64-linux-gnu/libnss3.so (0x00007f1)',
    '\tlibgbm.so.1 => not found',
  ].join('\n');
  expect(notFound(output)).toEqual(['libgtk-3.so.0', 'libgbm.so.1']);
});

it('names none when ldd does not know the file', () => {
  expect(notFound('\tnot a dynamic executable\n')).toEqual([]);
});
