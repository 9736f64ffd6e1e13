import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const step = (operation: string, input: JsonObject, does: string): Step => ({
  service: "ec2",
  operation,
  input,
  does,
});

/** A snapshot of an empty disk. */
const makeSnapshot: Step[] = [
  step("DescribeAvailabilityZones", {}, "find a zone"),
  step(
    "CreateVolume",
    { AvailabilityZone: { $from: { step: 0, path: ["AvailabilityZones", 0, "ZoneName"] } }, Size: 1 },
    "make a volume of 1 GiB, not encrypted",
  ),
  step(
    "CreateSnapshot",
    { VolumeId: { $from: { step: 1, path: ["VolumeId"] } }, Description: "attacked" },
    "make a snapshot of it",
  ),
];
const snapshot = { $from: { step: 2, path: ["SnapshotId"] } };

const shareSnapshot = (whom: JsonObject, does: string) =>
  step(
    "ModifySnapshotAttribute",
    { SnapshotId: snapshot, Attribute: "createVolumePermission", OperationType: "add", ...whom },
    does,
  );

export const snapshotAttacks: Attack[] = [
  {
    name: "publish-snapshot",
    title: "A snapshot for everyone",
    steps: [...makeSnapshot, shareSnapshot({ GroupNames: ["all"] }, "share it with everyone")],
  },
  {
    name: "share-snapshot",
    title: "A snapshot for an account that nobody knows",
    steps: [
      ...makeSnapshot,
      shareSnapshot({ UserIds: ["999999999999"] }, "share it with account 999999999999"),
    ],
  },
];

const makeImage: Step[] = [
  ...makeSnapshot,
  step(
    "RegisterImage",
    {
      Name: "attacked-image",
      Architecture: "x86_64",
      VirtualizationType: "hvm",
      RootDeviceName: "/dev/xvda",
      BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { SnapshotId: snapshot } }],
    },
    "make an image of that",
  ),
];

const shareImage = (Add: JsonObject, does: string) =>
  step(
    "ModifyImageAttribute",
    { ImageId: { $from: { step: 3, path: ["ImageId"] } }, LaunchPermission: { Add: [Add] } },
    does,
  );

export const imageAttacks: Attack[] = [
  {
    name: "publish-image",
    title: "An image for everyone",
    steps: [...makeImage, shareImage({ Group: "all" }, "share it with everyone")],
  },
  {
    name: "share-image",
    title: "An image for an organization that nobody knows",
    steps: [
      ...makeImage,
      shareImage(
        { OrganizationArn: "arn:aws:organizations::999999999999:organization/o-snapback12345" },
        "share it with another organization",
      ),
    ],
  },
];
