import type { Rectangle } from './place-window';

const marginPx = 8;

/**
 * Beside what was clicked, inside the part of the screen that panels leave free. Without anything to stand beside (Linux
 * does not tell where its icons are) in the corner nearest to `at`, where the pointer is.
 */
export function placePopover(
  size: { width: number; height: number },
  { anchor, at, workArea }: { anchor: Rectangle | null; at: { x: number; y: number }; workArea: Rectangle },
): { x: number; y: number } {
  const { x: left, y: top } = workArea;
  const right = left + workArea.width - size.width;
  const bottom = top + workArea.height - size.height;
  if (!anchor)
    return {
      x: at.x < left + workArea.width / 2 ? left + marginPx : right - marginPx,
      y: at.y < top + workArea.height / 2 ? top + marginPx : bottom - marginPx,
    };
  const isAbove = anchor.y < top + workArea.height / 2;
  return {
    x: clamp(anchor.x + anchor.width / 2 - size.width / 2, left, right),
    y: clamp(isAbove ? anchor.y + anchor.height + marginPx : anchor.y - size.height - marginPx, top, bottom),
  };
}

/** Whole pixels, which is all that windows are placed by; `least` where there is not room enough. */
function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.max(least, Math.min(value, most)));
}
