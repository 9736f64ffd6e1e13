import { expect, it } from "vitest";
import type { Look } from "../define.ts";
import { formerRules } from "./former-rule.ts";
import { IngressPolicy } from "./ingress-policy.ts";

const known = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIpv4: "10.0.0.0/8" };
const open = (SecurityGroupRuleId: string, port: number) => ({
  SecurityGroupRuleId,
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  CidrIpv4: "0.0.0.0/0",
});

it("of several rules that were the same, one can be that again, in whatever order AWS lists them", async () => {
  const look: Pick<Look, "baseline"> = {
    baseline: async (resource, aspect) => ({
      account: "111122223333",
      region: "us-east-1",
      resource,
      aspect,
      value: known,
      at: "2026-11-23T08:00:00Z",
      source: "event",
    }),
  };
  const rules = [open("sgr-0a", 22), open("sgr-0b", 23), open("sgr-0c", 24)];
  for (const listed of [rules, rules.toReversed()]) {
    const formers = await formerRules("arn", listed, listed, look, IngressPolicy.parse({}));
    expect(formers.get("sgr-0a")?.barred).toBeUndefined();
    for (const id of ["sgr-0b", "sgr-0c"])
      expect(formers.get(id)?.barred).toBe("rule sgr-0a lets that in already");
  }
});
