import { containsCidr } from "cidr-tools";
import { canonicalCidr } from "../detections/ec2/world.ts";
import { matches } from "./pattern.ts";
import type { Exemptable, Exemption, Scope } from "./schema.ts";

type Ports = NonNullable<Scope["ports"]>;

/**
 * Which of these exemptions covers it: of several the one that holds longest, whatever their order. Whether they hold now is the
 * caller's business (`active`).
 *
 * @param options.tagKeys the keys of tags that the operator lets exemptions go by
 */
export function covering(
  exemptions: readonly Exemption[],
  what: Exemptable,
  { tagKeys }: { tagKeys: readonly string[] },
): Exemption | undefined {
  const [longest] = exemptions
    .filter(
      ({ scope, undo }) =>
        (undo === undefined || what.followed.includes(undo)) && covers(scope, what, tagKeys),
    )
    .toSorted((a, b) => Date.parse(b.until) - Date.parse(a.until) || (a.id < b.id ? -1 : 1));
  return longest;
}

/** Does every part of the scope hold? One that there is nothing to compare with does not. */
function covers(scope: Scope, what: Exemptable, tagKeys: readonly string[]): boolean {
  const { finding, detection, resource, account, principal, cidr, ports, tag } = scope;
  const parts = [
    finding === undefined || finding === what.findingId,
    detection === undefined || detection === what.detection,
    resource === undefined || matches(resource, what.resource),
    account === undefined || account === what.account,
    principal === undefined || everyone(principal, what.principals),
    cidr === undefined || rangeWithin(what.exposure?.cidr, cidr),
    ports === undefined || portsWithin(what.exposure?.ports, ports),
    tag === undefined || (tagKeys.includes(tag.key) && what.tags?.[tag.key] === tag.value),
  ];
  return parts.every(Boolean) && Object.values(scope).some((part) => part !== undefined);
}

/** Of several calls, each shows the violation by itself: one that is not exempt is enough for it to stand. */
function everyone(pattern: string, principals: Exemptable["principals"]): boolean {
  return principals.length > 0 && principals.every((one) => one !== undefined && matches(pattern, one));
}

function rangeWithin(open: string | undefined, exempt: string): boolean {
  const [inner, outer] = [open === undefined ? undefined : canonicalCidr(open), canonicalCidr(exempt)];
  return inner !== undefined && outer !== undefined && containsCidr(outer, inner);
}

/** What opens every port, or names none, opens some outside any range. */
function portsWithin(open: Ports | undefined, exempt: Ports): boolean {
  return open !== undefined && exempt.from <= open.from && open.from <= open.to && open.to <= exempt.to;
}
