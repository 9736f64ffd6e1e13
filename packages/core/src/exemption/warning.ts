import type { Finding } from "../finding/schema.ts";
import type { Exemption } from "./schema.ts";

/**
 * How a finding refers to what covers it. People are warned `warnHours` before the end, and of one that is made for less than
 * twice as long after half its time.
 */
export function coverOf(
  { id, madeAt, until }: Pick<Exemption, "id" | "madeAt" | "until">,
  warnHours: number,
): NonNullable<Finding["exemption"]> {
  const [from, to] = [Date.parse(madeAt), Date.parse(until)];
  const before = Math.min(warnHours * 3_600_000, (to - from) / 2);
  return { id, until, warnAt: new Date(to - before).toISOString() };
}
