import { serverErrors } from '../../src/shared/contracts/errors';

const common: Record<string, { status: number; message: string }> = {
  ...serverErrors,
  BAD_REQUEST: { status: 400, message: 'The request is not understood.' },
  UNKNOWN_HOST: { status: 421, message: 'No such host is served here.' },
  NOT_FOUND: { status: 404, message: 'There is nothing here.' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'The server failed.' },
};

export type ErrorBody = { defined: boolean; code: string; status: number; message: string };

/** One constant body per code: nothing of the request, and nothing of what went wrong inside. */
export function errorBody(code: string): ErrorBody {
  const known = common[code];
  if (!known) return errorBody('INTERNAL_SERVER_ERROR');
  return { defined: code in serverErrors, code, ...known };
}
