import { Dropdown } from '@digdir/designsystemet-react';
import { DownloadIcon } from '@navikt/aksel-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SessionFormat, sessionFormats } from '../../shared/contracts/sessions';

/** Asks in which format a file is to be saved. */
export function ExportChoice({
  size,
  onSave,
}: {
  /** That of the buttons beside it, where they are small. */
  size?: 'sm';
  onSave: (format: SessionFormat) => void;
}) {
  const { t } = useTranslation('sessions');
  const [open, setOpen] = useState(false);
  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger variant="secondary" {...(size && { 'data-size': size })}>
        <DownloadIcon aria-hidden="true" />
        {t('export')}
      </Dropdown.Trigger>
      <Dropdown data-size="sm" open={open} onOpen={() => setOpen(true)} onClose={() => setOpen(false)}>
        <Dropdown.List>
          {sessionFormats.map((format) => (
            <Dropdown.Item key={format}>
              <Dropdown.Button
                onClick={() => {
                  setOpen(false);
                  onSave(format);
                }}
              >
                {t(`format.${format}`)}
              </Dropdown.Button>
            </Dropdown.Item>
          ))}
        </Dropdown.List>
      </Dropdown>
    </Dropdown.TriggerContext>
  );
}
