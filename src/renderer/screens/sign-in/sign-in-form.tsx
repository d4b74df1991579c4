import { Button, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInResult } from '../../../shared/contracts/ipc';
import { api } from '../../api/client';
import { AnswerText, type SignInAnswer } from './answer-text';

type Missing = 'email' | 'password' | null;

/** E-mail and password; every refusal says what to do next, and the password stays in the field until it is right. */
export function SignInForm({
  startEmail = '',
  onSignedIn,
  secondary = false,
}: {
  startEmail?: string;
  onSignedIn?: () => void;
  /** There is another way, which comes first. */
  secondary?: boolean;
}) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(startEmail);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<Missing>(null);
  const [answer, setAnswer] = useState<SignInAnswer | null>(null);
  const [working, setWorking] = useState(false);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const lacks = !email.trim() ? 'email' : !password ? 'password' : null;
    setMissing(lacks);
    if (lacks) return (lacks === 'email' ? emailField : passwordField).current?.focus();
    setWorking(true);
    setAnswer(null);
    const result = await askToSignIn(email.trim(), password);
    setWorking(false);
    if (result.kind === 'signed_in') return onSignedIn?.();
    setAnswer(result);
    passwordField.current?.focus();
  }

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Textfield
        ref={emailField}
        // Whoever comes from the screen before goes on typing; another way in comes before this one.
        autoFocus={!secondary && startEmail === ''}
        label={t('sign_in.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={missing === 'email' && t('sign_in.fill_email')}
      />
      <Textfield
        ref={passwordField}
        autoFocus={!secondary && startEmail !== ''}
        label={t('sign_in.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={missing === 'password' && t('sign_in.fill_password')}
      />
      <div role="status">{answer && <AnswerText answer={answer} />}</div>
      <Button
        type="submit"
        variant={secondary ? 'secondary' : 'primary'}
        loading={working}
        disabled={working}
      >
        {working ? t('sign_in.working') : t('sign_in.submit')}
      </Button>
    </form>
  );
}

async function askToSignIn(email: string, password: string): Promise<SignInResult | { kind: 'interrupted' }> {
  try {
    return await api.session.signIn({ email, password });
  } catch {
    return { kind: 'interrupted' };
  }
}
