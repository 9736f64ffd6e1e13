import { EC2Client, type EC2ClientConfig } from "@aws-sdk/client-ec2";
import { flowLogCalls } from "./flow-log-client.ts";
import { instanceCalls } from "./instance-client.ts";
import { regionSettingCalls } from "./region-setting-client.ts";
import { securityGroupCalls } from "./security-group-client.ts";
import { snapshotCalls } from "./snapshot-client.ts";
import { vpcCalls } from "./vpc-client.ts";

/** The EC2 operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createEc2(config: EC2ClientConfig) {
  const client = new EC2Client(config);
  return {
    ...flowLogCalls(client),
    ...instanceCalls(client),
    ...regionSettingCalls(client),
    ...snapshotCalls(client),
    ...securityGroupCalls(client),
    ...vpcCalls(client),
  };
}
