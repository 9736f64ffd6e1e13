import {
  DescribeVpcBlockPublicAccessOptionsCommand,
  type InternetGatewayBlockMode,
  ModifyVpcBlockPublicAccessOptionsCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

test("a region's VPC block public access is off until somebody sets it, and is recorded", async () => {
  const { ec2, client, records } = await openTestSandbox();
  const options = async (of = ec2) =>
    (await of.send(new DescribeVpcBlockPublicAccessOptionsCommand({}))).VpcBlockPublicAccessOptions;
  const set = (InternetGatewayBlockMode: InternetGatewayBlockMode) =>
    ec2.send(new ModifyVpcBlockPublicAccessOptionsCommand({ InternetGatewayBlockMode }));
  const untouched = {
    AwsAccountId: "111122223333",
    InternetGatewayBlockMode: "off",
    State: "default-state",
    ManagedBy: "account",
    ExclusionsAllowed: "allowed",
  };
  expect(await options()).toEqual({ ...untouched, AwsRegion: "us-east-1" });
  expect((await set("block-ingress")).VpcBlockPublicAccessOptions).toMatchObject({
    State: "update-in-progress",
  });
  expect(await options()).toMatchObject({
    InternetGatewayBlockMode: "block-ingress",
    State: "update-complete",
    LastUpdateTimestamp: expect.any(Date),
  });
  expect(await options(client("eu-west-1"))).toEqual({ ...untouched, AwsRegion: "eu-west-1" });
  expect(records.at(-1)).toMatchObject({
    eventName: "ModifyVpcBlockPublicAccessOptions",
    requestParameters: {
      ModifyVpcBlockPublicAccessOptionsRequest: { InternetGatewayBlockMode: "block-ingress" },
    },
    responseElements: {
      ModifyVpcBlockPublicAccessOptionsResponse: {
        vpcBlockPublicAccessOptions: { internetGatewayBlockMode: "block-ingress" },
      },
    },
  });
  const wrong = ec2.send(
    new ModifyVpcBlockPublicAccessOptionsCommand({ InternetGatewayBlockMode: JSON.parse('"on"') }),
  );
  expect((await refusal(wrong)).name).toBe("InvalidParameterValue");
});
