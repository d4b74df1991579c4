import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { OpenedSession } from '../../../shared/contracts/sessions';

type Props = { open: boolean; opened: OpenedSession; onYes: () => void; onNo: () => void };

/** Asked before a whole session is taken back: what was sent is deleted for everybody. */
export function UndoQuestion({ open, opened, onYes, onNo }: Props) {
  const { t } = useTranslation('sessions');
  const sent = opened.undoable - opened.unsent;
  const others = opened.lines.length - opened.undoable;
  return (
    <Dialog
      open={open}
      onClose={() => open && onNo()}
      closeButton={false}
      aria-labelledby="undo-session-heading"
    >
      <div className="stack">
        <Heading id="undo-session-heading" level={2} data-size="xs">
          {t('ask.heading')}
        </Heading>
        <Paragraph>
          {sent > 0 && `${t('ask.sent', { count: sent })} `}
          {opened.unsent > 0 && `${t('ask.unsent', { count: opened.unsent })} `}
          {others > 0 && `${t('ask.others', { count: others })} `}
          {t('ask.back')}
        </Paragraph>
        <div className="actions">
          <Button ref={(button) => button?.setAttribute('autofocus', '')} variant="secondary" onClick={onNo}>
            {t('ask.no')}
          </Button>
          <Button data-color="danger" onClick={onYes}>
            {t('ask.yes')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
