import { useTranslation } from 'react-i18next';
import { SkipTo } from './skip-to';

export const menuId = 'menu';
export const listId = 'list';

/** Stands before rows, so that one step back from them leads to the menu. */
export function SkipToMenu() {
  const { t } = useTranslation();
  return (
    <SkipTo id={menuId} go={focusMenu}>
      {t('skip_to.menu')}
    </SkipTo>
  );
}

/** Stands beside the heading of a list, so that one step on from it leads to the rows. */
export function SkipToList() {
  const { t } = useTranslation();
  return (
    <SkipTo id={listId} go={focusList}>
      {t('skip_to.rows')}
    </SkipTo>
  );
}

/** Focuses the line reached last; a list without lines takes the focus itself. */
export function focusList(): void {
  const list = document.getElementById(listId);
  (list?.querySelector<HTMLElement>('[data-line][tabindex="0"]') ?? list)?.focus();
}

/** Focuses what the list is narrowed with; one that cannot be has only its heading. */
export function focusSearch(): void {
  const search = document.querySelector<HTMLElement>('main input[type=search]');
  (search ?? document.querySelector<HTMLElement>('h1'))?.focus();
}

/** Focuses the entry of the screen that is shown, or the first one. */
function focusMenu(): void {
  const menu = document.getElementById(menuId);
  (menu?.querySelector<HTMLElement>('[aria-current]') ?? menu?.querySelector('a'))?.focus();
}
