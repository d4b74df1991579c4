import type { Choice } from '../../../shared/rules/rank-choices';

/** How a text field says that it has a list, whether it is open, and which option is marked. */
export function comboboxOf(options: readonly Choice[], marked: number) {
  const open = options.length > 0;
  return {
    role: 'combobox',
    'aria-autocomplete': 'list' as const,
    'aria-expanded': open,
    'aria-controls': open ? 'cell-options' : undefined,
    'aria-activedescendant': open && marked >= 0 ? `cell-option-${marked}` : undefined,
  };
}
