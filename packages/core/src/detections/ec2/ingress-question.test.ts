import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watched } from "../../../test/contract/watched.ts";
import { type IngressAccount, openIngressAccount, ssh } from "../../../test/ingress.ts";
import { ec2Record, parsed } from "../../../test/records.ts";
import detection from "./ec2-sg-ingress-world.ts";
import { IngressPolicy } from "./ingress-policy.ts";
import { namedRules } from "./ingress-question.ts";
import { ingressRule } from "./security-group-rule.ts";

const place = { account: "111122223333", region: "us-east-1" };
let account: IngressAccount;
let group: string;
let rule: string;
beforeAll(async () => {
  account = await openIngressAccount();
  const opened = await account.newGroup();
  group = opened.group;
  rule = await opened.authorize(ssh("0.0.0.0/0"));
});
afterAll(() => account.close());

const rules = [ingressRule("tcp", 22, 22, "0.0.0.0/0")];

describe("what a record names", () => {
  it("is looked up by its id or its name", async () => {
    const asked = [{ ruleIds: [rule] }, { groupId: group, rules }, { groupName: "group-1", rules }];
    for (const question of asked)
      expect(await namedRules(question, account.live)).toMatchObject([{ ruleId: rule, groupId: group }]);
  });

  it.each([
    ["with the group's id", () => ({ groupId: group })],
    ["without it", () => ({})],
  ])("is looked up among more rules than a filter takes, %s", async (_how, more) => {
    const seen: unknown[] = [];
    const tell = ({ input }: { input: unknown }) => void seen.push(input);
    const live = watched(account.live, { tell, lacks: () => false, mend: (_call, answer) => answer });
    const others = Array.from({ length: 200 }, (_, index) => `sgr-${index.toString(16)}`);
    const question = { ...more(), ruleIds: [...others, rule] };
    expect(await namedRules(question, live)).toMatchObject([{ ruleId: rule }]);
    expect(seen).toHaveLength(1);
    expect(JSON.stringify(seen).match(/sgr-/g)).toBeNull();
  });

  it.each([
    ["a rule", { ruleIds: ["sgr-*"] }],
    ["a group", { groupId: "sg-*", rules }],
    ["a group, which is changed", { groupId: "sg-*", ruleIds: ["*"] }],
    ["a group by its name", { groupName: "group-?", rules }],
  ])("is never a pattern for %s, which would be any of them", async (_what, question) => {
    expect(await namedRules(question, account.live)).toEqual([]);
  });

  it("is no pattern in a finding either", async () => {
    const everyone = { cidrIp: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 22, toPort: 22 };
    const forged = ec2Record("AuthorizeSecurityGroupIngress", {
      requestParameters: { groupId: "sg-*", ...everyone },
    });
    const [found] = detection.detect(parsed(forged), place, {}).violations;
    if (!found) throw new Error("it is found");
    const look = { live: account.live, baseline: async () => undefined, now: new Date() };
    const seen = await detection.response?.inspect(found, look, IngressPolicy.parse({}));
    expect(seen).toMatchObject({ state: { ingress: [] } });
    expect(seen?.plan).toBeUndefined();
  });
});

it("takes a protocol's name for nothing that is in no list of them", () => {
  for (const name of ["constructor", "__proto__", "toString"])
    expect(ingressRule(name, 1, 2, "0.0.0.0/0").protocol).toBe(name.toLowerCase());
});
