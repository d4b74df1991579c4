import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenHandover, HandoverProgress, TakenHandover } from '../../../shared/contracts/handover';
import { api } from '../../api/client';
import { notSaved } from '../../components/not-saved';
import { Exported } from './exported';
import { HandoverCode } from './handover-code';
import { useContents } from './use-contents';

type Refused = Extract<ChosenHandover, { kind: 'refused' }>;
type Imported = Exclude<TakenHandover, { kind: 'wrong_code' }> | Refused | { kind: 'cancelled' | 'failed' };
/** What was done last; one thing at a time is said. */
type Said = { of: 'export'; progress: HandoverProgress } | { of: 'import'; result: Imported };
type Chosen = Extract<ChosenHandover, { kind: 'chosen' }>;

/**
 * What is not sent, to another computer or from one; the main process asks for the file. `closed`: her account is, so
 * that nothing can be taken in.
 */
export function HandoverPart({ closed = false }: { closed?: boolean }) {
  const { t } = useTranslation('handover');
  const [said, setSaid] = useState<Said | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const working = said?.of === 'export' && said.progress.kind === 'working';

  async function save() {
    setChosen(null);
    try {
      for await (const progress of await api.handover.export()) setSaid({ of: 'export', progress });
    } catch {
      setSaid({ of: 'export', progress: notSaved });
    }
  }
  async function choose() {
    setSaid(null);
    try {
      const result = await api.handover.choose();
      setChosen(result.kind === 'chosen' ? result : null);
      if (result.kind !== 'chosen') setSaid({ of: 'import', result });
    } catch {
      setSaid({ of: 'import', result: { kind: 'failed' } });
    }
  }
  return (
    <section className="sync-part" aria-labelledby="handover-heading">
      <Heading level={2} data-size="xs" id="handover-heading">
        {t(closed ? 'closed_heading' : 'heading')}
      </Heading>
      <Paragraph>{t(closed ? 'closed_why' : 'why')}</Paragraph>
      <div className="actions">
        <Button variant="secondary" loading={working} disabled={working} onClick={() => void save()}>
          {t('save')}
        </Button>
        {!closed && (
          <Button variant="secondary" onClick={() => void choose()}>
            {t('choose')}
          </Button>
        )}
      </div>
      {chosen && (
        <HandoverCode
          chosen={chosen}
          onDone={(result) => {
            setChosen(null);
            setSaid({ of: 'import', result });
          }}
        />
      )}
      <div role="status">{said && <Outcome said={said} />}</div>
    </section>
  );
}

function Outcome({ said }: { said: Said }) {
  const { t } = useTranslation('handover');
  const contents = useContents();
  if (said.of === 'export') return <Exported progress={said.progress} />;
  const { result } = said;
  switch (result.kind) {
    case 'taken':
      return (
        <Alert data-color="success">
          <Paragraph>{t('taken', { contents: contents(result.counts) })}</Paragraph>
          {result.known > 0 && <Paragraph>{t('known', { count: result.known })}</Paragraph>}
        </Alert>
      );
    case 'refused':
      return <Alert data-color="warning">{t(`refused.${result.why}`)}</Alert>;
    case 'storage_problem':
      return <Alert data-color="danger">{t(`problems:storage.${result.problem}`)}</Alert>;
    case 'cancelled':
      return <Paragraph>{t('not_chosen')}</Paragraph>;
    default:
      return <Alert data-color="warning">{t(result.kind === 'failed' ? 'failed_import' : 'too_late')}</Alert>;
  }
}
