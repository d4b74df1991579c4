import { type KeyboardEvent, memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

const ways = ['roster', 'free', 'form'] as const;
/** What the ways show their rows in. */
export const panelId = 'way-panel';
export type Way = (typeof ways)[number];

/** The ways in; all show the same rows. */
export const WayTabs = memo(function WayTabs({ way, onChoose }: { way: Way; onChoose: (way: Way) => void }) {
  const { t } = useTranslation('batch');
  const list = useRef<HTMLDivElement>(null);

  function press({ key }: KeyboardEvent): void {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const by = key === 'ArrowRight' ? 1 : ways.length - 1;
    const other = ways[(ways.indexOf(way) + by) % ways.length] ?? way;
    onChoose(other);
    list.current?.querySelector<HTMLElement>(`#way-${other}`)?.focus();
  }

  return (
    <div ref={list} className="way-tabs" role="tablist" aria-label={t('ways')} onKeyDown={press}>
      {ways.map((each) => (
        <button
          key={each}
          type="button"
          id={`way-${each}`}
          role="tab"
          aria-selected={each === way}
          aria-controls={panelId}
          tabIndex={each === way ? 0 : -1}
          onClick={() => onChoose(each)}
        >
          {t(`way.${each}`)}
        </button>
      ))}
    </div>
  );
});
