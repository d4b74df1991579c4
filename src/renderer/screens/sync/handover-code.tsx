import { Button, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenHandover, TakenHandover } from '../../../shared/contracts/handover';
import { momentText } from '../../../shared/rules/status-text';
import { api } from '../../api/client';
import { useApp } from '../../stores/app-store';
import { useContents } from './use-contents';

type Props = {
  chosen: Extract<ChosenHandover, { kind: 'chosen' }>;
  onDone: (result: Exclude<TakenHandover, { kind: 'wrong_code' }> | { kind: 'failed' }) => void;
};

/** What is in the chosen file, and the code that opens it. A wrong code can be mended where it stands. */
export function HandoverCode({ chosen, onDone }: Props) {
  const { t } = useTranslation('handover');
  const contents = useContents();
  const language = useApp((state) => state.language);
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState(false);
  const [working, setWorking] = useState(false);

  async function take(event: FormEvent) {
    event.preventDefault();
    setWorking(true);
    try {
      const result = await api.handover.take({ id: chosen.id, code });
      if (result.kind === 'wrong_code') setWrong(true);
      else onDone(result);
    } catch {
      onDone({ kind: 'failed' });
    }
    setWorking(false);
  }
  const time = momentText(chosen.madeAt, language, Date.now());
  return (
    <form className="item" onSubmit={(event) => void take(event)}>
      <Paragraph>{t('chosen', { time, contents: contents(chosen.counts) })}</Paragraph>
      <Textfield
        autoFocus
        label={t('code_label')}
        description={t('code_hint')}
        value={code}
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        error={wrong && t('wrong_code')}
        onChange={(event) => {
          setCode(event.target.value);
          setWrong(false);
        }}
      />
      <div className="actions">
        <Button type="submit" loading={working} disabled={working || code.trim() === ''}>
          {t('take')}
        </Button>
      </div>
    </form>
  );
}
