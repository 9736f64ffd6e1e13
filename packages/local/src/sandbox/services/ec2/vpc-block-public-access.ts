import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Output } from "../../output.ts";
import { kind } from "../../table.ts";
import { ec2Operation } from "./operation.ts";

const options = z.object({
  id: z.literal("options"),
  mode: z.enum(["off", "block-ingress", "block-bidirectional"]),
  updated: z.string(),
});
export const vpcBlockPublicAccess = kind("vpc-block-public-access", options);

/** Nobody has an organization here, whose policy could manage it. https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html */
function described(account: Account, state: string): Output {
  const set = account.table(vpcBlockPublicAccess).get("options");
  return {
    vpcBlockPublicAccessOptions: {
      awsAccountId: account.id,
      awsRegion: account.region,
      state: set === undefined ? "default-state" : state,
      internetGatewayBlockMode: set?.mode ?? "off",
      lastUpdateTimestamp: set?.updated,
      managedBy: "account",
      exclusionsAllowed: "allowed",
    },
  };
}

const describeVpcBlockPublicAccessOptions = ec2Operation({
  name: "DescribeVpcBlockPublicAccessOptions",
  readOnly: true,
  input: z.strictObject({}),
  run: (account) => described(account, "update-complete"),
});

/** In AWS this takes a minute or more; here it is done by the next look. */
const modifyVpcBlockPublicAccessOptions = ec2Operation({
  name: "ModifyVpcBlockPublicAccessOptions",
  input: z.strictObject({ InternetGatewayBlockMode: options.shape.mode }),
  run(account, { InternetGatewayBlockMode: mode }, { time }) {
    account.table(vpcBlockPublicAccess).put({ id: "options", mode, updated: time.toISOString() });
    return described(account, "update-in-progress");
  },
});

export const vpcBlockPublicAccessOperations = [
  describeVpcBlockPublicAccessOptions,
  modifyVpcBlockPublicAccessOptions,
];
