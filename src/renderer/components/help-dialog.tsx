import { Button, Dialog, Heading, Table } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { practise } from '../stores/practice-store';

/** What each part of the app answers to: words of the wording file, or a key as it is printed. */
const parts = [
  [
    'everywhere',
    [
      ['ctrl_n', 'ctrl+N'],
      ['ctrl_shift_l', 'ctrl+shift+L'],
      ['f1', 'F1'],
      ['tab', 'Tab'],
      ['esc', 'Esc'],
    ],
  ],
  [
    'in_lists',
    [
      ['arrows', 'arrows'],
      ['page', 'page'],
      ['ends', 'ends'],
      ['enter_row', 'Enter'],
      ['choose', 'ctrl+space'],
      ['choose_more', 'shift+arrows'],
      ['choose_all', 'ctrl+A'],
      ['choose_none', 'Esc'],
      ['delete_chosen', 'delete'],
      ['f6_list', 'F6'],
    ],
  ],
  [
    'in_session',
    [
      ['enter', 'Enter'],
      ['f2', 'F2'],
      ['esc_cell', 'Esc'],
      ['alt_down', 'alt+down'],
      ['space', 'space'],
      ['ctrl_d', 'ctrl+D'],
      ['shift_arrows', 'shift+arrows'],
      ['ctrl_shift_d', 'ctrl+shift+D'],
      ['alt_enter', 'alt+Enter'],
      ['ctrl_enter', 'ctrl+Enter'],
      ['ctrl_delete', 'ctrl+delete'],
      ['ctrl_z', 'ctrl+Z'],
      ['ctrl_y', 'ctrl+Y'],
      ['sort', 'up'],
      ['f8', 'F8'],
      ['f6', 'F6'],
      ['ctrl_s', 'ctrl+S'],
    ],
  ],
] as const;

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} closeButton={t('close')} aria-label={t('help.heading')}>
      <div className="stack">
        <Heading level={2}>{t('help.heading')}</Heading>
        <Button
          variant="secondary"
          onClick={() => {
            onClose();
            practise(true);
          }}
        >
          {t('practice:open')}
        </Button>
        {parts.map(([part, keys]) => (
          <Table key={part} className="keys" data-color="neutral" data-size="sm">
            <caption>{t(`help.${part}`)}</caption>
            <Table.Head>
              <Table.Row>
                <Table.HeaderCell scope="col">{t('help.key')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('help.does')}</Table.HeaderCell>
              </Table.Row>
            </Table.Head>
            <Table.Body>
              {keys.map(([does, key]) => (
                <Table.Row key={does}>
                  <Table.Cell>
                    <KeyNames combination={key} />
                  </Table.Cell>
                  <Table.Cell>{t(`help.${does}`)}</Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        ))}
      </div>
    </Dialog>
  );
}

function KeyNames({ combination }: { combination: string }) {
  const { t } = useTranslation();
  return combination
    .split('+')
    .map((key) => t(`help.keys.${key}`, { defaultValue: key }))
    .join(' + ');
}
