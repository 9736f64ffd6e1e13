import { flowLogOperations } from "./flow-log-operations.ts";
import { imageOperations } from "./image-operations.ts";
import { instanceOperations } from "./instance-operations.ts";
import { networkAclOperations } from "./network-acl-operations.ts";
import { prefixListOperations } from "./prefix-list-operations.ts";
import { regionSettingOperations } from "./region-setting-operations.ts";
import { securityGroupOperations } from "./security-group-operations.ts";
import { snapshotOperations } from "./snapshot-operations.ts";
import { vpcOperations } from "./vpc-operations.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html

/** The operations of EC2 that Snapback uses, by what they are about. */
export const operations = {
  ...flowLogOperations,
  ...imageOperations,
  ...instanceOperations,
  ...regionSettingOperations,
  ...snapshotOperations,
  ...networkAclOperations,
  ...prefixListOperations,
  ...securityGroupOperations,
  ...vpcOperations,
};
