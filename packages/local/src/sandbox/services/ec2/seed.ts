import { randomBytes } from "node:crypto";
import type { Account } from "../../account.ts";
import { newId } from "./ids.ts";
import { amazonsImage } from "./images.ts";
import { images } from "./instance-resources.ts";
import { prefixLists, securityGroups, seeds, vpcs } from "./resources.ts";
import { newVpc } from "./vpcs.ts";

const seedId = "ec2";

/** What a region has from the start: the default VPC, Amazon S3's prefix list, an image of Amazon's, and at home the test VPC. */
export function seedEc2(account: Account): void {
  if (account.table(seeds).get(seedId) !== undefined) return;
  newVpc(account, { cidrBlock: "172.31.0.0/16", isDefault: true });
  account.table(prefixLists).put({
    // AWS's own lists have the short ids of earlier years.
    id: `pl-${randomBytes(4).toString("hex")}`,
    name: `com.amazonaws.${account.region}.s3`,
    addressFamily: "IPv4",
    awsManaged: true,
    maxEntries: 1,
    state: "create-complete",
    versions: [[{ cidr: "3.5.0.0/19" }, { cidr: "52.216.0.0/15" }, { cidr: "54.231.0.0/16" }]],
    tags: [],
  });
  account.table(images).put({ id: newId("ami"), ...amazonsImage });
  const testVpc = account.isHome
    ? newVpc(account, { cidrBlock: "10.234.0.0/24", tags: [{ key: "Name", value: "snapback-test" }] })
    : undefined;
  account.table(seeds).put({ id: seedId, testVpcId: testVpc?.id });
}

export interface TestVpc {
  vpcId: string;
  cidrBlock: string;
  defaultGroupId: string;
}

/** The test VPC; undefined once someone has deleted it. */
export function testVpcOf(account: Account): TestVpc | undefined {
  const vpc = account.table(vpcs).get(account.table(seeds).get(seedId)?.testVpcId ?? "");
  const group = account
    .table(securityGroups)
    .rows()
    .find(({ vpcId, name }) => vpcId === vpc?.id && name === "default");
  return vpc && group && { vpcId: vpc.id, cidrBlock: vpc.cidrBlock, defaultGroupId: group.id };
}
