import { Heading, Paragraph, Tag } from '@digdir/designsystemet-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { goByArrow } from '../../components/go-by-arrow';
import type { Group, Item } from './attention-items';
import { useTitleOf, useUnderTitleOf } from './use-title-of';

type Props = {
  groups: Group[];
  chosen: Item | null;
  isPutOff: (item: Item) => boolean;
  onChoose: (key: string) => void;
  onOpen: () => void;
};

/** What needs her, cause by cause: one stop for the Tab key, and the arrows choose. */
export function ItemList({ groups, chosen, isPutOff, onChoose, onOpen }: Props) {
  const { t } = useTranslation('attention');
  const titleOf = useTitleOf();
  const underTitleOf = useUnderTitleOf();

  function press(event: KeyboardEvent<HTMLElement>) {
    const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
    const isAtEntry = entries.some((entry) => entry === document.activeElement);
    const next = goByArrow(event, entries);
    if (next) onChoose(next.dataset.row ?? '');
    else if (event.key === 'ArrowRight' && isAtEntry && !event.altKey && !event.ctrlKey) onOpen();
    else return;
    event.preventDefault();
  }

  return (
    <nav className="attention-list" aria-label={t('list_label')} onKeyDown={press}>
      {groups.map(({ cause, items }) => (
        <section key={cause} aria-labelledby={`cause-${cause}`}>
          <Heading level={2} data-size="2xs" id={`cause-${cause}`}>
            {t(`cause.${cause}`)} <span className="attention-count">({items.length})</span>
          </Heading>
          {cause === 'duplicate' && (
            <Paragraph data-size="sm" className="attention-what">
              {t('why_can_wait')}
            </Paragraph>
          )}
          <ul>
            {items.map((item) => (
              <li key={item.key}>
                <button
                  type="button"
                  className="attention-entry"
                  data-row={item.key}
                  aria-current={item.key === chosen?.key ? 'true' : undefined}
                  tabIndex={item.key === chosen?.key ? 0 : -1}
                  onClick={() => {
                    onChoose(item.key);
                    onOpen();
                  }}
                >
                  <span>
                    {titleOf(item)}
                    <UnderTitle text={underTitleOf(item)} />
                  </span>
                  {isPutOff(item) && (
                    <Tag data-color="neutral" data-size="sm">
                      {t('set_aside')}
                    </Tag>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function UnderTitle({ text }: { text: string | null }) {
  return text === null ? null : <span className="conflict-who">{text}</span>;
}
