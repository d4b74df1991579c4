import { Button, Divider, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../stores/app-store';
import { AnswerText, type SignInAnswer } from './answer-text';
import { askInBrowser, WaitingForBrowser } from './provider-sign-in';
import { SignInForm } from './sign-in-form';

type Props = { startEmail?: string; onSignedIn?: () => void };

/** The ways in that the organisation has: its identity provider, a password, or both. */
export function SignInWays(props: Props) {
  const { t } = useTranslation();
  const provider = useApp((state) => state.organisation?.identityProvider);
  const [waiting, setWaiting] = useState(false);
  const [answer, setAnswer] = useState<SignInAnswer | null>(null);

  async function start() {
    setAnswer(null);
    setWaiting(true);
    const result = await askInBrowser();
    setWaiting(false);
    if (result.kind === 'signed_in') props.onSignedIn?.();
    else setAnswer(result);
  }

  if (!provider) return <PasswordWay {...props} />;
  if (waiting) return <WaitingForBrowser />;
  return (
    <div className="stack">
      <Button autoFocus onClick={() => void start()}>
        {t('sign_in.with', { provider: provider.name })}
      </Button>
      <div role="status">{answer && <AnswerText answer={answer} />}</div>
      {provider.only ? (
        <Support />
      ) : (
        <>
          <Divider />
          <Paragraph data-size="sm">{t('sign_in.or')}</Paragraph>
          <PasswordWay {...props} secondary />
        </>
      )}
    </div>
  );
}

function PasswordWay({ secondary = false, ...props }: Props & { secondary?: boolean }) {
  return (
    <div className="stack">
      <SignInForm {...props} secondary={secondary} />
      <Support />
    </div>
  );
}

function Support() {
  const { t } = useTranslation();
  const supportEmail = useApp((state) => state.organisation?.supportEmail);
  if (!supportEmail) return null;
  return <Paragraph data-size="sm">{t('sign_in.support', { email: supportEmail })}</Paragraph>;
}
