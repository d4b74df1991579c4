import { Heading, Tag } from '@digdir/designsystemet-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group, Item } from './attention-items';
import { useTitleOf, useUnderTitleOf } from './use-title-of';

/** Where an arrow leads from one entry to another, in a list of that many. */
const moves: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => Math.min(index + 1, count - 1),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_index, count) => count - 1,
};

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
    const index = entries.indexOf(document.activeElement as HTMLElement);
    const move = moves[event.key];
    if (index < 0 || event.altKey || event.ctrlKey) return;
    if (event.key === 'ArrowRight') onOpen();
    else if (move) {
      const next = entries[move(index, entries.length)];
      next?.focus();
      onChoose(next?.dataset.row ?? '');
    } else return;
    event.preventDefault();
  }

  return (
    <nav className="attention-list" aria-label={t('list_label')} onKeyDown={press}>
      {groups.map(({ cause, items }) => (
        <section key={cause} aria-labelledby={`cause-${cause}`}>
          <Heading level={2} data-size="2xs" id={`cause-${cause}`}>
            {t(`cause.${cause}`)} <span className="attention-count">({items.length})</span>
          </Heading>
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
