import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { HandoverProgress } from '../../../shared/contracts/handover';
import { useContents } from './use-contents';

/** It is shown only once, so it may not stand below the edge. */
function showOnScreen(code: HTMLElement | null) {
  code?.scrollIntoView({ block: 'center' });
}

/** How far writing a hand-over has come, and the code that opens it. */
export function Exported({ progress }: { progress: HandoverProgress }) {
  const { t } = useTranslation('handover');
  const contents = useContents();
  switch (progress.kind) {
    case 'working':
      return <Paragraph>{t('working')}</Paragraph>;
    case 'saved':
      return (
        <Alert data-color="success">
          <Paragraph>{t('saved', { contents: contents(progress.counts) })}</Paragraph>
          <Paragraph>
            {t('code')}{' '}
            <strong ref={showOnScreen} className="file-code">
              {progress.code}
            </strong>
          </Paragraph>
          <Paragraph>{t('code_once')}</Paragraph>
          <Paragraph>{t('stays')}</Paragraph>
        </Alert>
      );
    case 'nothing':
      return <Paragraph>{t('nothing')}</Paragraph>;
    case 'cancelled':
      return <Paragraph>{t('cancelled')}</Paragraph>;
    case 'failed':
      return <Alert data-color="warning">{t(`common:not_saved.${progress.why}`)}</Alert>;
  }
}
