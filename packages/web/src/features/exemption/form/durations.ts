const all: readonly [hours: number, label: string][] = [
  [1, "1 hour"],
  [4, "4 hours"],
  [8, "8 hours"],
  [24, "1 day"],
  [3 * 24, "3 days"],
  [7 * 24, "7 days"],
  [14 * 24, "14 days"],
  [30 * 24, "30 days"],
  [90 * 24, "90 days"],
];

/** For how long people usually want something exempt, as far as the operator allows it. */
export function durations(maximumDays = 1): { value: string; label: string }[] {
  return all
    .filter(([hours]) => hours <= maximumDays * 24)
    .map(([hours, label]) => ({ value: String(hours), label }));
}
