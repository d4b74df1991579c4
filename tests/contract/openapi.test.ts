import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { makeOpenapi, openapiPath } from '../../scripts/write-openapi';

it('has a committed OpenAPI document that says what the contract says (npm run openapi writes it)', async () => {
  expect(await readFile(openapiPath, 'utf8')).toBe(await makeOpenapi());
});
