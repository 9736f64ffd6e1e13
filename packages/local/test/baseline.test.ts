import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import { describe, expect, it } from "vitest";
import { testLaptop } from "./test-laptop.ts";

type Laptop = Awaited<ReturnType<typeof testLaptop>>;

/** Opens TCP port 22 to the office. */
async function openToOffice({ ec2, group }: Laptop): Promise<SecurityGroupRule | undefined> {
  const office = { CidrIp: "10.0.0.0/8", Description: "the office" };
  const { SecurityGroupRules: [rule] = [] } = await ec2.authorizeSecurityGroupIngress({
    GroupId: group,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [office] }],
  });
  return rule;
}

/** The group's ingress rules from ranges, with their ids and descriptions. */
async function rules({ ec2, group }: Laptop) {
  const filter = { Name: "group-id", Values: [group] };
  const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({ Filters: [filter] });
  return SecurityGroupRules.filter(({ IsEgress, CidrIpv4 }) => IsEgress === false && CidrIpv4).map(
    ({ SecurityGroupRuleId, CidrIpv4, Description }) => ({ id: SecurityGroupRuleId, CidrIpv4, Description }),
  );
}

describe("a rule that somebody changes to the world", () => {
  it("is what it was, under its own id, and an undo changes it again", async () => {
    const laptop = await testLaptop();
    const rule = await openToOffice(laptop);
    await laptop.settled();
    const before = await rules(laptop);
    await laptop.change(rule, "0.0.0.0/0");
    await laptop.settled();

    expect(await rules(laptop)).toEqual(before);
    const finding = await laptop.finding();
    expect(finding).toMatchObject({
      state: "remediated",
      opened: { eventName: "ModifySecurityGroupRules" },
      safe: { by: "snapback" },
      attempts: [
        { plan: { steps: [{ operation: "ModifySecurityGroupRules" }] }, steps: [{ status: "done" }] },
      ],
    });
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(0);

    await laptop.call("POST", `/findings/${finding.id}/undo`, { reason: "it is wanted" });
    await laptop.reaches("undone");
    expect(await rules(laptop)).toEqual([
      { id: rule?.SecurityGroupRuleId, CidrIpv4: "0.0.0.0/0", Description: undefined },
    ]);
  });

  it("is what another call had made of it before", async () => {
    const laptop = await testLaptop();
    let rule: SecurityGroupRule | undefined;
    await laptop.unnoticed(async () => {
      rule = await openToOffice(laptop);
    });
    await laptop.change(rule, "192.168.0.0/16");
    await laptop.settled();
    await laptop.change(rule, "0.0.0.0/0");
    await laptop.settled();
    expect(await laptop.ingress()).toEqual(["tcp/22-22/192.168.0.0/16"]);
  });

  it("is revoked as a whole where nobody saw what it was, and the plan says so", async () => {
    const laptop = await testLaptop();
    let rule: SecurityGroupRule | undefined;
    await laptop.unnoticed(async () => {
      rule = await openToOffice(laptop);
    });
    await laptop.change(rule, "0.0.0.0/0");
    await laptop.settled();

    expect(await rules(laptop)).toEqual([]);
    const { attempts, state } = await laptop.finding();
    expect(state).toBe("remediated");
    expect(attempts).toMatchObject([
      {
        plan: { caveats: ["what the rule was before it was changed is not known: it is revoked as a whole"] },
      },
    ]);
  });

  it("is what Snapback saw of it when it looked at its group", async () => {
    const laptop = await testLaptop();
    let rule: SecurityGroupRule | undefined;
    await laptop.unnoticed(async () => {
      rule = await openToOffice(laptop);
    });
    const before = await rules(laptop);
    await laptop.open({ CidrIp: "0.0.0.0/0" });
    await laptop.settled();
    await laptop.change(rule, "0.0.0.0/1");
    await laptop.settled();
    expect(await rules(laptop)).toEqual(before);
  });
});
