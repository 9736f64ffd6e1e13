export interface Rule {
  id: string;
  protocol: string;
  ports: string;
  source: string;
  description: string;
}

export type Mark = "removed" | "added" | "changed" | "same";

export interface MarkedRule extends Rule {
  mark: Mark;
}

export type Direction = "ingress" | "egress";

/** A security group's rules of one direction in a state, where it has such a list; `undefined` for any other state. */
export function groupRules(state: object, direction: Direction): Rule[] | undefined {
  const list = memberOf(state, direction);
  if (!Array.isArray(list)) return undefined;
  const rules = list.map(rule);
  return rules.every((read) => read !== undefined) ? rules : undefined;
}

function memberOf(state: object, name: string): unknown {
  return Object.hasOwn(state, name) ? Reflect.get(state, name) : undefined;
}

function rule(value: unknown): Rule | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const member = (name: string): string => {
    const read = memberOf(value, name);
    return typeof read === "string" || typeof read === "number" ? String(read) : "";
  };
  const read = {
    id: member("id"),
    protocol: member("protocol"),
    ports: member("ports"),
    source: member("source"),
    description: member("description"),
  };
  return read.id === "" ? undefined : read;
}

/** Both lists with what became of each rule. What differs comes first. */
export function compareRules(before: readonly Rule[], after: readonly Rule[]) {
  return { before: marked(before, after, "removed"), after: marked(after, before, "added") };
}

function marked(rules: readonly Rule[], others: readonly Rule[], alone: "removed" | "added"): MarkedRule[] {
  const byId = new Map(others.map((other) => [other.id, other]));
  const mark = (own: Rule): Mark => {
    const other = byId.get(own.id);
    if (!other) return alone;
    return JSON.stringify(own) === JSON.stringify(other) ? "same" : "changed";
  };
  return rules
    .map((own) => ({ ...own, mark: mark(own) }))
    .toSorted((a, b) => Number(a.mark === "same") - Number(b.mark === "same"));
}

/** The service's "-1" and "22-22" in words. */
export function describeTraffic({ protocol, ports }: Pick<Rule, "protocol" | "ports">): string {
  if (protocol === "-1") return "All traffic";
  const name = /^[a-z]/i.test(protocol) ? protocol.toUpperCase() : `Protocol ${protocol}`;
  const [, from, to] = /^(-?\d+)-(-?\d+)$/.exec(ports) ?? [];
  if (from === undefined || to === undefined)
    return ports === "-" || ports === "" ? name : `${name} ${ports}`;
  if (name.startsWith("ICMP"))
    return from === "-1" ? `${name}, all types` : `${name} type ${from}, code ${to}`;
  if (from === "-1" || (from === "0" && to === "65535")) return `${name}, all ports`;
  return from === to ? `${name} ${from}` : `${name} ${from}–${to}`;
}
