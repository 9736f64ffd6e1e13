import { expect, it } from "vitest";
import { testLaptop } from "./test-laptop.ts";

const EVERYONE = "tcp/22-22/0.0.0.0/0";

it("finds by a sweep what no call told of, leaves it to a person, and puts it right when one approves", async () => {
  const laptop = await testLaptop();
  const sweep = () =>
    laptop.publish([{ type: "sweep.due", id: "ec2-sg-ingress-world@us-east-1", service: "sweep" }]);
  await laptop.unnoticed(() => laptop.open({ CidrIp: "0.0.0.0/0" }));
  expect(await laptop.list()).toEqual([]);

  await sweep();
  await laptop.settled();
  const found = await laptop.finding();
  // Its detection is in mode auto.
  expect(found).toMatchObject({ state: "open", hold: expect.stringContaining("sweep"), attempts: [] });
  expect(await laptop.ingress()).toContain(EVERYONE);
  await sweep();
  await laptop.settled();
  expect(await laptop.finding()).toEqual(found);

  await laptop.call("POST", `/findings/${found.id}/approve`, { proposal: found.proposal?.id });
  await laptop.reaches("remediated");
  expect(await laptop.ingress()).not.toContain(EVERYONE);

  // What a call does again later is the same finding, and that acts by itself.
  await laptop.open({ CidrIp: "0.0.0.0/0" });
  await laptop.settled();
  expect(await laptop.finding()).toMatchObject({ id: found.id, state: "remediated", reopened: 1 });
  expect(await laptop.ingress()).not.toContain(EVERYONE);
});

it("puts a change back to what a sweep has seen", async () => {
  const laptop = await testLaptop();
  let rule: Parameters<typeof laptop.change>[0];
  await laptop.unnoticed(async () => {
    const { SecurityGroupRules = [] } = await laptop.open({ CidrIp: "10.0.0.0/8" });
    [rule] = SecurityGroupRules;
  });
  await laptop.publish([{ type: "sweep.due", id: "ec2-sg-ingress-world@us-east-1", service: "sweep" }]);
  await laptop.settled();
  expect(await laptop.list()).toEqual([]);
  await laptop.change(rule, "0.0.0.0/0");
  await laptop.settled();
  expect(await laptop.ingress()).toContain("tcp/22-22/10.0.0.0/8");
  expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(0);
});
