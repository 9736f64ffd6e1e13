import { expect, it } from "vitest";
import { guardOf } from "./ingress-guard.ts";
import { IngressPolicy } from "./ingress-policy.ts";

it("is the same in whatever order AWS lists the rules", () => {
  const policy = IngressPolicy.parse({});
  const rules = ["sgr-0b", "sgr-0a", "sgr-0c"].map((SecurityGroupRuleId, position) => ({
    SecurityGroupRuleId,
    IpProtocol: "tcp",
    FromPort: position,
    ToPort: position,
    CidrIpv4: "10.0.0.0/8",
  }));
  const guard = guardOf(rules, [], new Map(), policy);
  expect(guard).toMatchObject({ ingress: [{ id: "sgr-0a" }, { id: "sgr-0b" }, { id: "sgr-0c" }] });
  expect(guardOf(rules.toReversed(), [], new Map(), policy)).toEqual(guard);
});
