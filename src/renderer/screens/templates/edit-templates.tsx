import { Alert, Button, Dialog, Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveResult } from '../../../shared/contracts/ipc';
import type { Template } from '../../../shared/contracts/templates';
import { api } from '../../api/client';
import { asked, type SaveFailure, saveText } from '../../components/save-text';

type Props = { open: boolean; templates: readonly Template[]; onChanged: () => void; onClose: () => void };

/** Names of templates, and taking one away; it comes back as long as the window is open. */
export function EditTemplates({ open, templates, onChanged, onClose }: Props) {
  const { t } = useTranslation('sessions');
  const [removed, setRemoved] = useState<Template | null>(null);
  const [failure, setFailure] = useState<SaveFailure | null>(null);

  async function perform(call: Promise<SaveResult>): Promise<boolean> {
    const result = await asked(call);
    setFailure(result.kind === 'saved' ? null : result);
    if (result.kind === 'saved') onChanged();
    return result.kind === 'saved';
  }
  async function remove(template: Template) {
    if (await perform(api.templates.remove({ id: template.id }))) setRemoved(template);
  }
  async function restore() {
    if (removed && (await perform(api.templates.restore({ id: removed.id })))) setRemoved(null);
  }
  function close() {
    setRemoved(null);
    onClose();
  }

  return (
    <Dialog
      open={open}
      onClose={() => open && close()}
      closeButton={t('common:close')}
      aria-labelledby="edit-templates-heading"
    >
      <div className="stack">
        <Heading id="edit-templates-heading" level={2} data-size="xs">
          {t('template.edit_heading')}
        </Heading>
        <Paragraph>{t('template.edit_why')}</Paragraph>
        {open &&
          templates.map((template) => (
            <Line
              key={template.id}
              template={template}
              onRename={(name) => perform(api.templates.rename({ id: template.id, name }))}
              onRemove={() => remove(template)}
            />
          ))}
        <div role="status">
          {removed && (
            <div className="actions">
              <Paragraph>{t('template.removed', { name: removed.name })}</Paragraph>
              <Button variant="secondary" data-size="sm" onClick={restore}>
                {t('common:undo.button')}
              </Button>
            </div>
          )}
          {failure && <Alert data-color="warning">{saveText(t, failure)}</Alert>}
        </div>
      </div>
    </Dialog>
  );
}

type LineProps = { template: Template; onRename: (name: string) => void; onRemove: () => void };

function Line({ template, onRename, onRemove }: LineProps) {
  const { t } = useTranslation('sessions');
  const [name, setName] = useState(template.name);
  const changed = name.trim() !== '' && name.trim() !== template.name;
  return (
    <form
      className="template-line"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) onRename(name.trim());
      }}
    >
      <Textfield
        label={t('template.name')}
        data-size="sm"
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button
        type="submit"
        data-size="sm"
        variant="secondary"
        disabled={!changed}
        aria-label={t('template.rename_named', { name: template.name })}
      >
        {t('template.rename')}
      </Button>
      <Button
        data-size="sm"
        variant="tertiary"
        data-color="danger"
        aria-label={t('template.remove_named', { name: template.name })}
        onClick={onRemove}
      >
        {t('template.remove')}
      </Button>
    </form>
  );
}
