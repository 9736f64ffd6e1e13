import { AuthorizeSecurityGroupIngressCommand, EC2Client, type EC2ClientConfig } from "@aws-sdk/client-ec2";
import { call } from "../aws/operation.ts";
import { operations } from "./operations.ts";
import { TIMEOUTS } from "./timeouts.ts";

/** The heartbeat's EC2 operation in one region, over the SDK. */
export function createProbing(config: EC2ClientConfig) {
  const client = new EC2Client({ requestHandler: TIMEOUTS, ...config });
  return {
    AuthorizeSecurityGroupIngress: call(operations.AuthorizeSecurityGroupIngress, (input) =>
      client.send(new AuthorizeSecurityGroupIngressCommand(input)),
    ),
  };
}
