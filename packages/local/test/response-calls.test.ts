import { detections } from "@snapback/core/detections/registry";
import { expect, it } from "vitest";
import { ec2Record, permissionItem } from "../../core/test/records.ts";
import { testLaptop } from "./test-laptop.ts";

/**
 * A role has the rights of what its detections list, so a call that is made and not listed fails in AWS, and one that is
 * listed and never made is a right too many.
 */
it("the response to an opened group makes the calls that it lists, or keeps them for the undo, and no others", async () => {
  const laptop = await testLaptop();
  const { ec2, group } = laptop;
  await laptop.open({ CidrIp: "0.0.0.0/0" });
  const everyone = { Entries: [{ Cidr: "0.0.0.0/0" }], MaxEntries: 5 };
  const { PrefixList } = await ec2.createManagedPrefixList({
    PrefixListName: "everyone",
    AddressFamily: "IPv4",
    ...everyone,
  });
  const listed = [{ PrefixListId: PrefixList?.PrefixListId ?? "" }];
  await ec2.authorizeSecurityGroupIngress({
    GroupId: group,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 24, ToPort: 24, PrefixListIds: listed }],
  });
  const { SecurityGroupRules: [known] = [] } = await laptop.open({
    FromPort: 25,
    ToPort: 25,
    CidrIp: "10.0.0.0/8",
  });
  await laptop.settled();
  await laptop.change(known, "0.0.0.0/1");
  // Some records of a default VPC's groups have the name alone.
  const ipPermissions = { items: [permissionItem({ from: 22, cidr: "0.0.0.0/0" })] };
  const requestParameters = { groupName: "default", ipPermissions };
  const byName = ec2Record("AuthorizeSecurityGroupIngress", { requestParameters });
  await laptop.pipeline.publish(JSON.stringify(byName));
  await laptop.settled();

  const made = laptop.sandbox
    .calls()
    .filter(({ principal, service }) => principal.includes("respond") && service === "ec2")
    .map(({ service, operation }) => `${service}:${operation}`);
  const kept = (await laptop.list()).flatMap(({ attempts }) =>
    attempts.flatMap(({ plan }) => plan.undo.map(({ service, operation }) => `${service}:${operation}`)),
  );
  const declared = detections.find(({ id }) => id === "ec2-sg-ingress-world")?.response?.calls;
  expect(new Set([...made, ...kept])).toEqual(new Set(declared));
});
