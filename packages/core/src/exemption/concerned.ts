import type { Finding, State } from "../finding/schema.ts";
import type { FindingStore } from "../finding/store.ts";
import { covering } from "./covers.ts";
import { exemptableOf } from "./exemptable.ts";
import type { Exemption, Scope } from "./schema.ts";

/** At most so many findings are looked at again for one exemption, of so many pages that are read in each state. */
const LIMITS = { most: 200, page: 200, pages: 10 };

/** The findings that are not at rest and that a new exemption covers. */
export async function coveredBy(
  findings: FindingStore,
  exemption: Exemption,
  limits = LIMITS,
): Promise<Finding[]> {
  // Whether a resource has a tag shows in the live account alone: who responds looks.
  const { tag: _, ...scope } = exemption.scope;
  const all = Object.values(scope).every((part) => part === undefined);
  const covers = (finding: Finding) =>
    all || covering([{ ...exemption, scope }], exemptableOf(finding), { tagKeys: [] }) !== undefined;
  const states = ["open", "awaiting-approval", "contested", "failed"] as const;
  return found(findings, { states, scope, wanted: covers }, limits);
}

/** The findings that rest under an exemption. */
export async function restingUnder(
  findings: FindingStore,
  { id, scope }: Exemption,
  limits = LIMITS,
): Promise<Finding[]> {
  const rests = ({ exemption }: Finding) => exemption?.id === id;
  return found(findings, { states: ["exempt", "undone"], scope, wanted: rests }, limits);
}

interface Sought {
  states: readonly State[];
  scope: Scope;
  wanted: (finding: Finding) => boolean;
}

async function found(
  findings: FindingStore,
  { states, scope, wanted }: Sought,
  { most, page, pages }: typeof LIMITS,
): Promise<Finding[]> {
  if (scope.finding !== undefined) {
    const only = await findings.get(scope.finding);
    return only && states.includes(only.state) && wanted(only) ? [only] : [];
  }
  const list: Finding[] = [];
  for (const state of states) {
    let cursor: string | undefined;
    for (let read = 0; read < pages && list.length < most; read++) {
      const next = await findings.list({ state }, { limit: page, cursor });
      list.push(...next.findings.filter(wanted));
      cursor = next.cursor;
      if (cursor === undefined) break;
    }
  }
  return list.slice(0, most);
}
