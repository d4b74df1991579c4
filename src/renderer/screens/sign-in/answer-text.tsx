import { Alert } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { SignInResult } from '../../../shared/contracts/ipc';
import { momentText } from '../../../shared/rules/status-text';
import { useApp } from '../../stores/app-store';

export type SignInAnswer = Exclude<SignInResult, { kind: 'signed_in' }> | { kind: 'interrupted' };

/** What she can do something about herself, or has to ask for. */
const hers = new Set<SignInAnswer['kind']>([
  'wrong_credentials',
  'storage_problem',
  'person_unknown',
  'account_closed',
  'device_refused',
]);

/** Why she is not in, and what to do next. */
export function AnswerText({ answer }: { answer: SignInAnswer }) {
  const { t } = useTranslation();
  const language = useApp((state) => state.language);
  const organisation = useApp((state) => state.organisation);
  return <Alert data-color={hers.has(answer.kind) ? 'warning' : 'info'}>{sentence()}</Alert>;

  function sentence(): string {
    if (answer.kind === 'storage_problem') return t(`problems:storage.${answer.problem}`);
    if (answer.kind === 'too_many_tries')
      return t('sign_in.too_many_tries', { time: momentText(answer.retryAt, language, Date.now()) });
    return t(`sign_in.${answer.kind}`, {
      organisation: organisation?.name,
      provider: organisation?.identityProvider?.name,
    });
  }
}
