/** Of what was typed that which is another than before, and what stood there. What was never known is nothing. */
export function changedFields<Fields extends object>(
  before: Partial<Fields>,
  typed: Fields,
): { changes: Partial<Fields>; seen: Partial<Fields> } {
  const fields = (Object.keys(typed) as (keyof Fields)[]).filter(
    (field) => (before[field] ?? null) !== (typed[field] ?? null),
  );
  const pick = (from: Partial<Fields>) =>
    Object.fromEntries(fields.map((field) => [field, from[field] ?? null])) as Partial<Fields>;
  return { changes: pick(typed), seen: pick(before) };
}
