import { Button, Checkbox, Heading } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveResult } from '../../../shared/contracts/ipc';
import type { Item, LockedYear } from './attention-items';
import { useTitleOf } from './use-title-of';

/** What every kind of item is given to be decided with. */
export type Deciding = {
  /** Those that the same answer fits; this one first. */
  alike: Item[];
  /** Sends her answer, of so many items, and goes on to the next one. */
  onAnswer: (call: () => Promise<SaveResult>, count?: number) => Promise<boolean>;
  onLater: () => void;
  /** The locked year that it was refused for. */
  locked: LockedYear | null;
  onSay: (sentence: string) => void;
};

/** One item: what it is, why it needs her, and under it what she can do; deciding later is always possible. */
export function Detail({
  item,
  children,
  actions,
  onLater,
}: {
  item: Item;
  children: ReactNode;
  actions: ReactNode;
  onLater: () => void;
}) {
  const { t } = useTranslation('attention');
  const titleOf = useTitleOf();
  return (
    <>
      <div>
        <p className="attention-cause">{t(`cause.${item.cause}`)}</p>
        <Heading level={2} data-size="sm" id="attention-title" tabIndex={-1}>
          {titleOf(item)}
        </Heading>
      </div>
      {children}
      <div className="actions attention-actions">
        {actions}
        <Button variant="tertiary" onClick={onLater}>
          {t('later')}
        </Button>
      </div>
    </>
  );
}

/** One answer for all to which it fits; stands only where there are more. */
export function AlikeChoice({
  count,
  checked,
  onChange,
}: {
  count: number;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { t } = useTranslation('attention');
  if (count < 2) return null;
  return (
    <Checkbox
      label={t('alike', { count })}
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
