export type Point = { at: number; value: number };

/** Least squares: how much `value` grows for each unit of `at`. */
export function slope(points: Point[]): number {
  const mean = (pick: (point: Point) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [at, value] = [mean((point) => point.at), mean((point) => point.value)];
  const above = points.reduce((sum, point) => sum + (point.at - at) * (point.value - value), 0);
  const below = points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  return below === 0 ? 0 : above / below;
}
