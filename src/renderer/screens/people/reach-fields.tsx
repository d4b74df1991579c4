import { Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { contactFields } from '../../../shared/contracts/contact';

/** A phone number and an e-mail address as they are typed. */
export type Reach = { phone: string; email: string };
type ReachFaults = { phone?: string; email?: string };

/** How a person with a name is reached; both may stay empty. */
export function ReachFields({
  reach,
  faults,
  onChange,
}: {
  reach: Reach;
  faults: ReachFaults;
  onChange: (reach: Reach) => void;
}) {
  const { t } = useTranslation('records');
  return (
    <>
      <Textfield
        label={t('named.phone')}
        description={t('named.reach_hint')}
        inputMode="tel"
        autoComplete="off"
        maxLength={20}
        value={reach.phone}
        onChange={(event) => onChange({ ...reach, phone: event.target.value })}
        error={faults.phone}
      />
      <Textfield
        label={t('named.email')}
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
        value={reach.email}
        onChange={(event) => onChange({ ...reach, email: event.target.value })}
        error={faults.email}
      />
    </>
  );
}

/** What is to be saved of it: nothing typed is nothing known. */
export function readReach({ phone, email }: Reach): { phone: string | null; email: string | null } {
  return { phone: phone.trim() || null, email: email.trim() || null };
}

/** What is wrong with it, in words by field. */
export function useReachFaults(): (reach: Reach) => ReachFaults {
  const { t } = useTranslation('records');
  return (reach) => {
    const { phone, email } = readReach(reach);
    const { shape } = contactFields;
    return {
      ...(!shape.phone.safeParse(phone).success && { phone: t('named.phone_wrong') }),
      ...(!shape.email.safeParse(email).success && { email: t('named.email_wrong') }),
    };
  };
}
