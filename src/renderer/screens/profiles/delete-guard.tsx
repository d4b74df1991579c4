import { Alert, Button, Dialog, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoverProgress } from '../../../shared/contracts/handover';
import type { DeleteConsent, UnsentAnswer } from '../../../shared/contracts/profiles';
import { isDeleteWord, isNothing } from '../../../shared/rules/may-delete';
import { words } from '../../../shared/rules/words';
import { api } from '../../api/client';
import { notSaved } from '../../components/not-saved';
import { goTo } from '../../routes';
import { useApp } from '../../stores/app-store';
import { Exported } from '../sync/exported';
import { useContents } from '../sync/use-contents';

type Props = {
  what: 'sign_out' | 'remove';
  heading: string;
  /** What would be lost; null: nothing is asked. */
  unsent: UnsentAnswer | null;
  /** Asks the main process, which judges anew. */
  onConsent: (consent: DeleteConsent) => Promise<void>;
  onClose: () => void;
};

/** Stands before everything that deletes registrations for good: says what is only here, and three ways out. */
export function DeleteGuard({ what, heading, unsent, onConsent, onClose }: Props) {
  const { t } = useTranslation('profiles');
  return (
    <Dialog open={unsent !== null} onClose={onClose} closeButton={t('common:close')} aria-label={heading}>
      {unsent && (
        <div className="stack">
          <Heading level={2} data-size="xs">
            {heading}
          </Heading>
          {isNothing(unsent.counts) ? (
            <Empty what={what} onConsent={onConsent} onClose={onClose} />
          ) : (
            <Ways what={what} unsent={unsent} onConsent={onConsent} onClose={onClose} />
          )}
        </div>
      )}
    </Dialog>
  );
}

/** As far as the page knows; the main process answers with the counts when there are any. */
function Empty({ what, onConsent, onClose }: Pick<Props, 'what' | 'onConsent' | 'onClose'>) {
  const { t } = useTranslation('profiles');
  return (
    <>
      {what === 'remove' && <Paragraph>{t('remove_why')}</Paragraph>}
      <div className="dialog-actions">
        <Button data-color="danger" onClick={() => void onConsent({ kind: 'none' })}>
          {t('guard.remove_empty')}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </div>
    </>
  );
}

function Ways({ what, unsent, onConsent, onClose }: Omit<Props, 'heading'> & { unsent: UnsentAnswer }) {
  const { t } = useTranslation('profiles');
  const contents = useContents();
  return (
    <>
      <Alert data-color="warning">
        <Paragraph>{t('guard.loses', { contents: contents(unsent.counts) })}</Paragraph>
        <Paragraph>{t('guard.not_undone')}</Paragraph>
      </Alert>
      <Button
        autoFocus
        onClick={() => {
          onClose();
          goTo('sync');
        }}
      >
        {t('guard.send_first')}
      </Button>
      <KeepInFile what={what} isInFile={unsent.isHandedOver} onConsent={onConsent} />
      <TypeWord what={what} unsent={unsent} onConsent={onConsent} />
    </>
  );
}

function KeepInFile({
  what,
  isInFile,
  onConsent,
}: Pick<Props, 'what' | 'onConsent'> & { isInFile: boolean }) {
  const { t } = useTranslation('profiles');
  const [progress, setProgress] = useState<HandoverProgress | null>(null);
  const isSaved = isInFile || progress?.kind === 'saved';
  const working = progress?.kind === 'working';
  async function save() {
    try {
      for await (const step of await api.handover.export()) setProgress(step);
    } catch {
      setProgress(notSaved);
    }
  }
  return (
    <>
      <Heading level={3} data-size="2xs">
        {t('guard.keep_file')}
      </Heading>
      <Paragraph>{t('guard.file_why')}</Paragraph>
      <Button variant="secondary" loading={working} disabled={working} onClick={() => void save()}>
        {t('handover:save')}
      </Button>
      <div role="status">
        {progress && <Exported progress={progress} />}
        {isSaved && <Paragraph>{t('guard.in_file')}</Paragraph>}
      </div>
      {isSaved && (
        <Button variant="secondary" onClick={() => void onConsent({ kind: 'handed_over' })}>
          {t(`guard.in_file_go_${what}`)}
        </Button>
      )}
    </>
  );
}

function TypeWord({ what, unsent, onConsent }: Pick<Props, 'what' | 'onConsent'> & { unsent: UnsentAnswer }) {
  const { t } = useTranslation('profiles');
  const language = useApp((state) => state.language);
  const [typed, setTyped] = useState('');
  const [tries, setTries] = useState(0);
  async function consent(event: FormEvent) {
    event.preventDefault();
    await onConsent({ kind: 'typed', word: typed, seen: unsent.counts });
    // Only where it was refused is there still somebody to tell.
    setTries((before) => before + 1);
  }
  return (
    <form className="stack" onSubmit={(event) => void consent(event)}>
      <Heading level={3} data-size="2xs">
        {t('guard.delete_anyway')}
      </Heading>
      <Textfield
        label={t('guard.word', { word: words(language, 'delete.word') })}
        autoComplete="off"
        spellCheck={false}
        maxLength={20}
        value={typed}
        error={tries > 0 && t('guard.changed')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" data-color="danger" disabled={!isDeleteWord(typed)}>
        {t(`guard.${what}`)}
      </Button>
    </form>
  );
}
