import './templates.css';
import { Dropdown } from '@digdir/designsystemet-react';
import {
  ArrowsCirclepathIcon,
  BulletListIcon,
  ClockDashedIcon,
  PencilIcon,
  PlusIcon,
} from '@navikt/aksel-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayDate } from '../../../shared/rules/format-time';
import { goTo } from '../../routes';
import { filledRows } from '../batch/session-state';
import type { useInserted } from '../batch/use-inserted';
import type { Session } from '../batch/use-session';
import { EditTemplates } from './edit-templates';
import { SaveTemplate } from './save-template';
import { useStarts } from './use-starts';

type Props = { session: Session; inserted: Pick<ReturnType<typeof useInserted>, 'insert'> };

/** The menu of sessions that have been: repeat the last, begin with a template, look at the earlier ones. */
export function SessionStarts({ session, inserted }: Props) {
  const { t } = useTranslation('sessions');
  const starts = useStarts(session, inserted);
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<'save' | 'edit' | null>(null);
  const { last, templates } = starts;
  const nothingToSave = filledRows(session.state.rows).length === 0;
  const choose = (act: () => unknown) => () => {
    setOpen(false);
    act();
  };
  return (
    <>
      <Dropdown.TriggerContext>
        <Dropdown.Trigger variant="tertiary" data-size="sm">
          <ArrowsCirclepathIcon aria-hidden="true" />
          {t('start.menu')}
        </Dropdown.Trigger>
        <Dropdown
          className="starts"
          data-size="sm"
          placement="bottom-end"
          open={open}
          onOpen={() => setOpen(true)}
          onClose={() => setOpen(false)}
          // What the focus goes to shall not lie under the menu.
          onBlur={({ currentTarget, relatedTarget }) => {
            if (relatedTarget && !currentTarget.contains(relatedTarget)) setOpen(false);
          }}
        >
          <Dropdown.List>
            <Dropdown.Item>
              <Dropdown.Button disabled={!last} onClick={choose(starts.repeat)}>
                <ArrowsCirclepathIcon aria-hidden="true" />
                <span>
                  {t('start.repeat')}
                  <small>
                    {last
                      ? t(last.ofThis ? 'start.last_part' : 'start.last', {
                          count: last.rows.length,
                          date: last.at === null ? '' : dayDate(last.at),
                        })
                      : t('start.no_last')}
                  </small>
                </span>
              </Dropdown.Button>
            </Dropdown.Item>
          </Dropdown.List>
          <Dropdown.Heading>{t('template.heading')}</Dropdown.Heading>
          <Dropdown.List>
            {templates.map((template) => (
              <Dropdown.Item key={template.id}>
                <Dropdown.Button onClick={choose(() => starts.use(template))}>
                  <BulletListIcon aria-hidden="true" />
                  <span>
                    {template.name}
                    <small>{t('template.mentors', { count: template.mentorIds.length })}</small>
                  </span>
                </Dropdown.Button>
              </Dropdown.Item>
            ))}
            <Dropdown.Item>
              <Dropdown.Button disabled={nothingToSave} onClick={choose(() => setAsking('save'))}>
                <PlusIcon aria-hidden="true" />
                {t('template.save')}
              </Dropdown.Button>
            </Dropdown.Item>
            {templates.length > 0 && (
              <Dropdown.Item>
                <Dropdown.Button onClick={choose(() => setAsking('edit'))}>
                  <PencilIcon aria-hidden="true" />
                  {t('template.edit')}
                </Dropdown.Button>
              </Dropdown.Item>
            )}
          </Dropdown.List>
          <Dropdown.Heading>{t('heading')}</Dropdown.Heading>
          <Dropdown.List>
            <Dropdown.Item>
              <Dropdown.Button onClick={choose(() => goTo('sessions'))}>
                <ClockDashedIcon aria-hidden="true" />
                {t('start.earlier')}
              </Dropdown.Button>
            </Dropdown.Item>
          </Dropdown.List>
        </Dropdown>
      </Dropdown.TriggerContext>
      <SaveTemplate
        open={asking === 'save'}
        session={session}
        onClose={(saved) => {
          setAsking(null);
          if (saved) starts.readAgain();
        }}
      />
      <EditTemplates
        open={asking === 'edit'}
        templates={templates}
        onChanged={starts.readAgain}
        onClose={() => setAsking(null)}
      />
    </>
  );
}
