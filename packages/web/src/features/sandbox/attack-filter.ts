import { isSeverity } from "../finding/finding-severity.ts";
import type { Attack } from "./attack-request.ts";

/** What of the attacks is shown; all of it is in the address. */
export interface AttackFilter {
  q?: string | undefined;
  service?: string | undefined;
  severity?: Attack["detection"]["severity"] | undefined;
}

/** The filter that an address has; what it can't mean is left out. */
export function parseAttackFilter({ q, service, severity }: Record<string, unknown>): AttackFilter {
  return {
    ...(typeof q === "string" && q !== "" && { q }),
    ...(typeof service === "string" && service !== "" && { service }),
    ...(isSeverity(severity) && { severity }),
  };
}

export function isNarrowed(filter: AttackFilter): boolean {
  return Object.keys(parseAttackFilter({ ...filter })).length > 0;
}

/** The attacks that fit; those that can't run here come last. */
export function filterAttacks(attacks: readonly Attack[], filter: AttackFilter): Attack[] {
  const words = (filter.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return attacks
    .filter(({ name, title, detection, service }) => {
      const text = [name, title, detection.id, detection.title, service].join(" ").toLowerCase();
      return (
        words.every((word) => text.includes(word)) &&
        (filter.service === undefined || filter.service === service) &&
        (filter.severity === undefined || filter.severity === detection.severity)
      );
    })
    .toSorted((a, b) => Number(b.available) - Number(a.available));
}

export function servicesOf(attacks: readonly Pick<Attack, "service">[]): string[] {
  return [...new Set(attacks.map(({ service }) => service))].toSorted();
}
