import { Alert, Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveResult } from '../../../shared/contracts/ipc';
import { beginHere } from '../../components/begin-here';
import { asked, type SaveFailure, saveText } from '../../components/save-text';

type FormDialogProps = { open: boolean; heading: string; onClose: () => void; children: ReactNode };

/** The window of a short form over a list; it stays mounted so that closing it gives the focus back. */
export function FormDialog({ open, heading, onClose, children }: FormDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} closeButton={t('close')} aria-label={heading}>
      {open && children}
    </Dialog>
  );
}

/** In its first field, not on the button that closes the window. */
function beginInForm(form: HTMLFormElement | null): void {
  beginHere(form?.querySelector('input') ?? null);
}

type DialogFormProps = {
  heading: string;
  why: string;
  children: ReactNode;
  /** The call that saves, or null when the form has faults to show. */
  onSave: () => Promise<SaveResult> | null;
  /** `undo` takes it back, where it can be. */
  onSaved: (undo?: string) => void;
  onClose: () => void;
};

/** What is typed stays until it is saved or she closes. */
export function DialogForm({ heading, why, children, onSave, onSaved, onClose }: DialogFormProps) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const call = onSave();
    if (!call) return;
    const result = await asked(call);
    if (result.kind === 'saved') onSaved(result.undo);
    else setFailure(result);
  }
  return (
    <form ref={beginInForm} className="stack" onSubmit={submit} noValidate>
      <Heading level={2}>{heading}</Heading>
      <Paragraph>{why}</Paragraph>
      {children}
      <div role="status">{failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}</div>
      <div className="actions">
        <Button type="submit">{t('save')}</Button>
        <Button variant="tertiary" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
