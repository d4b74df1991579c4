import type { KeyboardEvent } from 'react';
import { focusRegion } from './focus-region';

/** Enter passes the pins: it goes on to the next shared value, and from the last one into the rows. */
export function focusNextField(field: HTMLElement): void {
  const fields = [...document.querySelectorAll<HTMLElement>('.header-field :is(select, input)')];
  const next = fields[fields.indexOf(field) + 1];
  if (next) next.focus();
  else focusRegion('rows');
}

/** Enter in a list of values, which is stored as soon as it is chosen. */
export function goOnWithEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  focusNextField(event.currentTarget);
}
