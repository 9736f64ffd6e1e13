const DAY_MS = 86_400_000;

/** Somebody has to think of it now: it ends within a day. */
export function endsSoon(until: string, now: number): boolean {
  const left = Date.parse(until) - now;
  return left > 0 && left < DAY_MS;
}
