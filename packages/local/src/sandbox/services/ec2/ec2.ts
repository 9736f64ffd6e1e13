import { operationTable, type Service } from "../../operation.ts";
import { ec2Query } from "../../protocols/ec2-query.ts";
import { authorizeOperations } from "./authorize.ts";
import { describePrefixListOperations } from "./describe-prefix-lists.ts";
import { describeSecurityGroupRules } from "./describe-rules.ts";
import { flowLogOperations } from "./flow-logs.ts";
import { imageOperations } from "./images.ts";
import { instanceOperations } from "./instances.ts";
import { modifyRulesOperations } from "./modify-rules.ts";
import { networkAclEntryOperations } from "./network-acl-entries.ts";
import { networkAclOperations } from "./network-acls.ts";
import { prefixListOperations } from "./prefix-lists.ts";
import { regionSettingOperations } from "./region-settings.ts";
import { regionOperations } from "./regions.ts";
import { revokeOperations } from "./revoke.ts";
import { securityGroupOperations } from "./security-groups.ts";
import { seedEc2 } from "./seed.ts";
import { snapshotOperations } from "./snapshots.ts";
import { subnetOperations } from "./subnets.ts";
import { tagOperations } from "./tag-operations.ts";
import { volumeOperations } from "./volumes.ts";
import { vpcBlockPublicAccessOperations } from "./vpc-block-public-access.ts";
import { vpcOperations } from "./vpcs.ts";

export const ec2: Service = {
  name: "ec2",
  eventSource: "ec2.amazonaws.com",
  protocol: ec2Query,
  operations: operationTable([
    ...authorizeOperations,
    ...volumeOperations,
    ...subnetOperations,
    ...snapshotOperations,
    ...regionSettingOperations,
    ...instanceOperations,
    ...imageOperations,
    ...flowLogOperations,
    ...describePrefixListOperations,
    describeSecurityGroupRules,
    ...modifyRulesOperations,
    ...networkAclEntryOperations,
    ...networkAclOperations,
    ...prefixListOperations,
    ...regionOperations,
    ...revokeOperations,
    ...securityGroupOperations,
    ...tagOperations,
    ...vpcBlockPublicAccessOperations,
    ...vpcOperations,
  ]),
  // Throttling is the caller's doing in EC2's books, though it is answered with a 503.
  recordedErrorCode: (code, status) =>
    status < 500 || code === "RequestLimitExceeded" ? `Client.${code}` : `Server.${code}`,
  seed: seedEc2,
};
