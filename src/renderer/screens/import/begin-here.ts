/** Where the focus goes when the dialog opens: the browser looks for the attribute, which React itself does not write. */
export function beginHere(element: HTMLElement | null): void {
  element?.setAttribute('autofocus', '');
}
