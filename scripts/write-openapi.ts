import { writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { protocolVersion, syncApi } from '../src/shared/contracts/sync-api';

export const openapiPath = fileURLToPath(new URL('../resources/openapi.json', import.meta.url));

/** The OpenAPI document of the sync server, as text, written from the contract. */
export async function makeOpenapi(): Promise<string> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(syncApi, {
    info: {
      title: 'Feltbok sync server',
      version: String(protocolVersion),
      description:
        'Stores what coordinators register, exactly once, and hands out what changed. ' +
        'All routes but health and session need an access token.',
    },
    components: { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    security: [{ accessToken: [] }],
  });
  // Whoever signs in has no token yet.
  for (const path of ['/v1/health', '/v1/session', '/v1/session/refresh'])
    for (const operation of Object.values(document.paths?.[path] ?? {}))
      Object.assign(operation, { security: [] });
  return `${JSON.stringify(document, null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeFile(openapiPath, await makeOpenapi());
}
