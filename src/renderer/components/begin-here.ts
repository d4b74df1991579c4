/**
 * Where the focus goes: when the dialog opens, by the attribute, which React itself does not write; and at once when it
 * is open already and what had the focus has gone.
 */
export function beginHere(element: HTMLElement | null): void {
  element?.setAttribute('autofocus', '');
  element?.focus();
}
