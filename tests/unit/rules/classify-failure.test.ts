import { expect, test } from 'vitest';
import { classifyFailure, type Met } from '../../../src/shared/rules/classify-failure';

const now = 784_111_777_000; // Sun, 06 Nov 1994 08:49:37 GMT
const answer = (status: number, more: Partial<Extract<Met, { kind: 'answer' }>> = {}): Met => ({
  kind: 'answer',
  status,
  isJson: true,
  retryAfter: null,
  code: null,
  ...more,
});
const kindOf = (met: Met) => classifyFailure(met, now)?.kind ?? 'success';

test('names what a request met by status, form and code', () => {
  const table: [string, Met][] = [
    ['success', answer(200)],
    ['captive_portal', answer(200, { isJson: false })],
    ['captive_portal', answer(302, { isJson: false })],
    ['captive_portal', answer(407, { isJson: false })],
    ['auth_needed', answer(401, { code: 'INVALID_TOKEN' })],
    ['wrong_credentials', answer(401, { code: 'WRONG_CREDENTIALS' })],
    ['refresh_refused', answer(401, { code: 'REFRESH_REFUSED' })],
    ['identity_refused', answer(401, { code: 'IDENTITY_REFUSED' })],
    ['person_unknown', answer(401, { code: 'PERSON_UNKNOWN' })],
    ['account_closed', answer(401, { code: 'ACCOUNT_CLOSED' })],
    ['device_copied', answer(401, { code: 'DEVICE_COPIED' })],
    ['device_refused', answer(403, { code: 'DEVICE_REFUSED' })],
    ['throttled', answer(409, { code: 'IN_PROGRESS' })],
    ['cursor_refused', answer(410, { code: 'CURSOR_REFUSED' })],
    ['too_large', answer(413)],
    ['different_body', answer(422, { code: 'DIFFERENT_BODY' })],
    ['update_needed', answer(426, { code: 'UPDATE_NEEDED' })],
    // Somebody else's JSON says nothing about our person, device or mutations.
    ...[401, 403, 409, 410, 422, 426].flatMap((status): [string, Met][] => [
      ['captive_portal', answer(status)],
      ['captive_portal', answer(status, { code: 'BLOCKED' })],
      ['captive_portal', answer(status, { code: 'constructor' })],
    ]),
    ['captive_portal', answer(407)],
    ['captive_portal', answer(511)],
    ['captive_portal', answer(511, { isJson: false })],
    ['throttled', answer(429)],
    ['server_error', answer(500)],
    ['server_error', answer(502, { isJson: false })],
    ['server_error', answer(503, { isJson: false })],
    ['timeout', { kind: 'no_answer', why: 'timeout' }],
    ['unreachable', { kind: 'no_answer', why: 'network' }],
    ['answer_not_understood', { kind: 'no_answer', why: 'too_large' }],
  ];
  expect(table.map(([, met]) => kindOf(met))).toEqual(table.map(([kind]) => kind));
});

test('reads Retry-After in all its forms and never waits longer than an hour', () => {
  const hour = 3_600_000;
  const table: [string | null, number | null][] = [
    ['120', now + 120_000],
    ['0', now],
    ['1000000000', now + hour],
    ['-5', null],
    ['soon', null],
    ['', null],
    ['1.5', null],
    [null, null],
    ['Sun, 06 Nov 1994 08:50:37 GMT', now + 60_000],
    ['Sun, 06 Nov 1994 08:48:37 GMT', null],
    ['Fri, 31 Dec 1999 23:59:59 GMT', now + hour],
    ['Sun, 06 Foo 1994 08:50:37 GMT', null],
  ];
  expect(table.map(([retryAfter]) => classifyFailure(answer(503, { retryAfter }), now)?.notBefore)).toEqual(
    table.map(([, at]) => at),
  );
});
