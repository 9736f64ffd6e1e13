import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  type EC2Client,
  ModifyInstanceMetadataDefaultsCommand,
  ModifyInstanceMetadataOptionsCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

async function launch(ec2: EC2Client, input: Partial<RunInstancesCommandInput> = {}) {
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({ ImageId: Images[0]?.ImageId, MinCount: 1, MaxCount: 1, ...input }),
  );
  return Instances;
}
const list = async (ec2: EC2Client, input: object = {}) =>
  ((await ec2.send(new DescribeInstancesCommand(input))).Reservations ?? []).flatMap(
    ({ Instances = [] }) => Instances,
  );

describe("instances", () => {
  test("are launched, listed, and for a while shown as terminated", async () => {
    const { ec2 } = await openTestSandbox();
    const made = await launch(ec2, { MaxCount: 2, ClientToken: "token-1" });
    expect(made).toMatchObject([{ State: { Name: "pending" } }, { AmiLaunchIndex: 1 }]);
    const [first, second] = made.map(({ InstanceId = "" }) => InstanceId);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [first ?? ""] }));
    const states = new Map((await list(ec2)).map(({ InstanceId, State }) => [InstanceId, State?.Name]));
    expect(states).toEqual(
      new Map([
        [first, "terminated"],
        [second, "running"],
      ]),
    );
    const Filters = [
      { Name: "client-token", Values: ["token-1"] },
      { Name: "instance-state-name", Values: ["running"] },
    ];
    expect(await list(ec2, { Filters })).toMatchObject([{ InstanceId: second }]);
    const nobodys = list(ec2, { InstanceIds: ["i-00000000000000000"] });
    expect((await refusal(nobodys)).name).toBe("InvalidInstanceID.NotFound");
  });

  test("have the metadata options of their launch, then of the region's defaults, then EC2's", async () => {
    const { ec2 } = await openTestSandbox();
    const optionsOf = async (input?: Partial<RunInstancesCommandInput>) =>
      (await launch(ec2, input))[0]?.MetadataOptions;
    expect(await optionsOf()).toMatchObject({
      HttpTokens: "optional",
      HttpEndpoint: "enabled",
      HttpPutResponseHopLimit: 1,
      State: "pending",
    });
    await ec2.send(
      new ModifyInstanceMetadataDefaultsCommand({ HttpTokens: "required", HttpPutResponseHopLimit: 2 }),
    );
    expect(await optionsOf()).toMatchObject({ HttpTokens: "required", HttpPutResponseHopLimit: 2 });
    const said = { MetadataOptions: { HttpTokens: "optional" as const } };
    expect(await optionsOf(said)).toMatchObject({ HttpTokens: "optional", HttpPutResponseHopLimit: 2 });
    await ec2.send(
      new ModifyInstanceMetadataDefaultsCommand({ HttpTokens: "no-preference", HttpPutResponseHopLimit: -1 }),
    );
    expect(await optionsOf()).toMatchObject({ HttpTokens: "optional", HttpPutResponseHopLimit: 1 });
  });

  test("keep what a modification of those does not name; the launch and the modification are recorded", async () => {
    const { ec2, records } = await openTestSandbox();
    const [made] = await launch(ec2, {
      MetadataOptions: { HttpTokens: "required", InstanceMetadataTags: "enabled" },
    });
    const InstanceId = made?.InstanceId ?? "";
    await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, HttpTokens: "optional" }));
    expect((await list(ec2))[0]?.MetadataOptions).toMatchObject({
      HttpTokens: "optional",
      InstanceMetadataTags: "enabled",
      State: "applied",
    });
    const options = { httpTokens: "required", httpEndpoint: "enabled" };
    expect(records).toMatchObject([
      {
        eventName: "RunInstances",
        requestParameters: { instancesSet: { items: [{ minCount: 1, maxCount: 1 }] } },
        responseElements: { instancesSet: { items: [{ instanceId: InstanceId, metadataOptions: options }] } },
      },
      {
        eventName: "ModifyInstanceMetadataOptions",
        requestParameters: { ModifyInstanceMetadataOptionsRequest: { InstanceId, HttpTokens: "optional" } },
        responseElements: {
          ModifyInstanceMetadataOptionsResponse: {
            instanceId: InstanceId,
            instanceMetadataOptions: { ...options, httpTokens: "optional" },
          },
        },
      },
    ]);
  });
});
