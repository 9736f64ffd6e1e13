import {
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DeleteVolumeCommand,
  DescribeAvailabilityZonesCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotAttributeCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  type EC2Client,
  EnableEbsEncryptionByDefaultCommand,
  EnableImageBlockPublicAccessCommand,
  EnableSnapshotBlockPublicAccessCommand,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

async function newSnapshot(ec2: EC2Client): Promise<string> {
  const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({}));
  const { VolumeId } = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone: AvailabilityZones[0]?.ZoneName, Size: 1 }),
  );
  const { SnapshotId = "" } = await ec2.send(new CreateSnapshotCommand({ VolumeId, Description: "a disk" }));
  return SnapshotId;
}
const all = { GroupNames: ["all"], UserIds: ["999999999999"] };

describe("snapshots", () => {
  test("are of volumes, and belong to the account", async () => {
    const { ec2 } = await openTestSandbox();
    const SnapshotId = await newSnapshot(ec2);
    const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({}));
    expect(Volumes).toMatchObject([{ Size: 1, Encrypted: false, AvailabilityZone: "us-east-1a" }]);
    const own = { SnapshotId, OwnerId: "111122223333", VolumeId: Volumes[0]?.VolumeId, State: "completed" };
    const list = (input: object) => ec2.send(new DescribeSnapshotsCommand(input));
    expect((await list({ OwnerIds: ["self"] })).Snapshots).toMatchObject([own]);
    expect((await list({ OwnerIds: ["amazon"] })).Snapshots).toEqual([]);
    await ec2.send(new DeleteVolumeCommand({ VolumeId: Volumes[0]?.VolumeId }));
    const gone = await refusal(ec2.send(new CreateSnapshotCommand({ VolumeId: Volumes[0]?.VolumeId })));
    expect(gone.name).toBe("InvalidVolume.NotFound");
  });

  test("are shared in either way of asking, with one record for both", async () => {
    const { ec2, records } = await openTestSandbox();
    const SnapshotId = await newSnapshot(ec2);
    const permissions = async () =>
      (
        await ec2.send(
          new DescribeSnapshotAttributeCommand({ SnapshotId, Attribute: "createVolumePermission" }),
        )
      ).CreateVolumePermissions;
    await ec2.send(new ModifySnapshotAttributeCommand({ SnapshotId, OperationType: "add", ...all }));
    expect(await permissions()).toEqual([{ Group: "all" }, { UserId: "999999999999" }]);
    await ec2.send(
      new ModifySnapshotAttributeCommand({
        SnapshotId,
        CreateVolumePermission: { Add: [{ Group: "all" }], Remove: [{ UserId: "999999999999" }] },
      }),
    );
    expect(await permissions()).toEqual([{ Group: "all" }]);
    const attributeType = "CREATE_VOLUME_PERMISSION";
    const changes = records.slice(-2).map(({ requestParameters }) => requestParameters);
    expect(changes).toEqual([
      {
        snapshotId: SnapshotId,
        attributeType,
        createVolumePermission: { add: { items: [{ group: "all" }, { userId: "999999999999" }] } },
      },
      {
        snapshotId: SnapshotId,
        attributeType,
        createVolumePermission: {
          add: { items: [{ group: "all" }] },
          remove: { items: [{ userId: "999999999999" }] },
        },
      },
    ]);
  });

  test("are not shared with just anything", async () => {
    const { ec2 } = await openTestSandbox();
    const SnapshotId = await newSnapshot(ec2);
    const share = (input: object) =>
      refusal(ec2.send(new ModifySnapshotAttributeCommand({ SnapshotId, OperationType: "add", ...input })));
    expect((await share({ GroupNames: ["some"] })).message).toContain("some");
    expect((await share({ UserIds: ["me"] })).message).toContain("me");
    expect((await share({})).name).toBe("MissingParameter");
  });

  test("are not public where they are encrypted, or where the account blocks that", async () => {
    const { ec2 } = await openTestSandbox();
    const open = await newSnapshot(ec2);
    await ec2.send(new EnableEbsEncryptionByDefaultCommand({}));
    const encrypted = await newSnapshot(ec2);
    const share = (SnapshotId: string, GroupNames?: string[]) =>
      ec2.send(
        new ModifySnapshotAttributeCommand({
          SnapshotId,
          OperationType: "add",
          ...(GroupNames ? { GroupNames } : { UserIds: all.UserIds }),
        }),
      );
    expect((await refusal(share(encrypted, ["all"]))).name).toBe("InvalidParameter");
    await share(encrypted);
    await ec2.send(new EnableSnapshotBlockPublicAccessCommand({ State: "block-new-sharing" }));
    expect((await refusal(share(open, ["all"]))).name).toBe("OperationNotPermitted");
    await share(open);
  });
});

describe("images", () => {
  test("are registered of snapshots, and shared; Amazon's own are for everyone, and nobody's to change", async () => {
    const { ec2, records } = await openTestSandbox();
    const SnapshotId = await newSnapshot(ec2);
    const { ImageId } = await ec2.send(
      new RegisterImageCommand({
        Name: "an-image",
        BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { SnapshotId } }],
      }),
    );
    const share = (id: string | undefined, Add: object[]) =>
      ec2.send(new ModifyImageAttributeCommand({ ImageId: id, LaunchPermission: { Add } }));
    const OrganizationArn = "arn:aws:organizations::999999999999:organization/o-abcdefghij";
    await share(ImageId, [{ Group: "all" }, { OrganizationArn }]);
    expect(records.at(-1)?.requestParameters).toEqual({
      imageId: ImageId,
      attributeType: "launchPermission",
      launchPermission: { add: { items: [{ group: "all" }, { organizationArn: OrganizationArn }] } },
    });
    const Attribute = "launchPermission";
    const { LaunchPermissions } = await ec2.send(new DescribeImageAttributeCommand({ ImageId, Attribute }));
    expect(LaunchPermissions).toEqual([{ Group: "all" }, { OrganizationArn }]);
    const list = async (Owners: string[]) =>
      (await ec2.send(new DescribeImagesCommand({ Owners }))).Images ?? [];
    expect(await list(["self"])).toMatchObject([
      { ImageId, Public: true, OwnerId: "111122223333", BlockDeviceMappings: [{ Ebs: { SnapshotId } }] },
    ]);
    const [amazons] = await list(["amazon"]);
    expect(amazons).toMatchObject({ Public: true, ImageOwnerAlias: "amazon" });
    expect((await refusal(share(amazons?.ImageId, [{ UserId: "999999999999" }]))).name).toBe("AuthFailure");
  });

  test("are not public where the account blocks that", async () => {
    const { ec2 } = await openTestSandbox();
    const { ImageId } = await ec2.send(new RegisterImageCommand({ Name: "an-image" }));
    const ImageBlockPublicAccessState = "block-new-sharing";
    await ec2.send(new EnableImageBlockPublicAccessCommand({ ImageBlockPublicAccessState }));
    const share = (Add: object[]) =>
      ec2.send(new ModifyImageAttributeCommand({ ImageId, LaunchPermission: { Add } }));
    expect((await refusal(share([{ Group: "all" }]))).name).toBe("OperationNotPermitted");
    await share([{ UserId: "999999999999" }]);
  });
});
