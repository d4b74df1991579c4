export type Rectangle = { x: number; y: number; width: number; height: number };

const defaultSize = { width: 1280, height: 800 };

/** Where the window was last, if enough of it is still on a screen to be grabbed; else the default size. */
export function placeWindow(
  last: Rectangle | null,
  workAreas: readonly Rectangle[],
): Rectangle | { width: number; height: number } {
  if (last && workAreas.some((area) => overlap(last, area) >= 100)) return last;
  return defaultSize;
}

/** The shorter side of the shared part, in pixels. */
function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.min(width, height);
}
