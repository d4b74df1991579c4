import { Button, Field, Label, Paragraph, Select } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LockAfter } from '../../../shared/contracts/computer';
import { api } from '../../api/client';
import { useRead } from '../../components/use-read';

const choices: LockAfter[] = [0, 5, 15, 60];

/** When the app locks by itself; where there is no passphrase, a lock would keep nobody out, and it says so. */
export function LockChoice() {
  const { t } = useTranslation();
  const read = useRead(() => api.computer.locking(), 0).value;
  if (!read) return null;
  return read.lockable ? <Choice first={read.after} /> : <Paragraph>{t('computer.lock_none')}</Paragraph>;
}

function Choice({ first }: { first: LockAfter }) {
  const { t } = useTranslation();
  const [after, setAfter] = useState(first);
  function choose(next: LockAfter) {
    setAfter(next);
    void api.computer.setLocking({ after: next });
  }
  return (
    <>
      <Field>
        <Label>{t('computer.lock_after')}</Label>
        <Field.Description>{t('computer.lock_hint')}</Field.Description>
        <Select value={after} onChange={(event) => choose(Number(event.target.value) as LockAfter)}>
          {choices.map((each) => (
            <Select.Option key={each} value={each}>
              {t(`computer.lock_${each}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Button variant="secondary" onClick={() => void api.computer.lock()}>
        {t('computer.lock_now')}
      </Button>
    </>
  );
}
