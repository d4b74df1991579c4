/** The parts of the screen, in the order F6 visits them. */
export const regions = ['header', 'rows', 'summary'] as const;
export type Region = (typeof regions)[number];

const firstStop = ':is(select, input, button):not([disabled], [tabindex="-1"])';

/** Focuses the first stop of a part: of the grid, the text field of the active cell. */
export function focusRegion(region: Region): void {
  const stop = stopOf(region);
  stop?.focus();
  if (stop instanceof HTMLInputElement && stop.type === 'text') stop.select();
}

export function hasStop(region: Region): boolean {
  return stopOf(region) !== null;
}

function stopOf(region: Region): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-region="${region}"] ${firstStop}`);
}
