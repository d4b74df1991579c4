import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '../../../shared/rules/rank-choices';

type Props = {
  anchor: RefObject<HTMLInputElement | null>;
  options: readonly Choice[];
  marked: number;
  onPick: (option: number) => void;
};

/** Suggestions in the top layer, under the field they belong to, or over it where there is more room. */
export function OptionList({ anchor, options, marked, onPick }: Props) {
  const { t } = useTranslation('batch');
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of options changes the height
  useLayoutEffect(() => {
    if (anchor.current && list.current) place(anchor.current, list.current);
  }, [anchor, options.length]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another marked option is to be seen
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [marked]);

  return (
    <div
      ref={list}
      id="cell-options"
      className="cell-options"
      popover="manual"
      role="listbox"
      aria-label={t('options')}
    >
      {options.map(({ value, label, code }, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the marked option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
        <div
          key={value}
          id={`cell-option-${index}`}
          className="cell-option"
          role="option"
          aria-selected={index === marked}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(index)}
        >
          <span>{label}</span>
          {code && <span className="cell-option-code">{code}</span>}
        </div>
      ))}
    </div>
  );
}

function place(field: HTMLElement, list: HTMLElement): void {
  if (!list.matches(':popover-open')) list.showPopover();
  const { left, top, bottom, width } = field.getBoundingClientRect();
  const room = window.innerHeight - bottom;
  const above = room < list.offsetHeight + 8 && top > room;
  list.style.minWidth = `${width}px`;
  list.style.left = `${Math.max(4, Math.min(left, window.innerWidth - list.offsetWidth - 4))}px`;
  list.style.top = `${above ? Math.max(4, top - list.offsetHeight - 4) : bottom + 4}px`;
}
