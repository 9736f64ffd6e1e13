import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { type Filterable, matches, tagFilters } from "./filters.ts";
import { find, newId } from "./ids.ts";
import { filters, integer, list, strings, tagSpecifications } from "./input.ts";
import { type Image, images, snapshots } from "./instance-resources.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import {
  changeByIds,
  changed,
  changeLists,
  changeOf,
  isPublic,
  recordedChange,
} from "./permission-changes.ts";
import { early } from "./recorded.ts";
import { imageSharing } from "./region-settings.ts";
import { tagSet, tagsFrom } from "./tags.ts";

/** The account that Amazon's own images belong to. */
const AMAZON = "137112412989";

/** The image that a region has from the start, for instances to be made of. */
export const amazonsImage: Omit<Image, "id"> = {
  name: "al2023-ami-2023.9.20261115.0-kernel-6.1-x86_64",
  architecture: "x86_64",
  rootDeviceName: "/dev/xvda",
  creationDate: "2026-11-15T00:00:00.000Z",
  byAmazon: true,
  permissions: [{ group: "all" }],
  tags: [],
};

const registerImage = ec2Operation({
  name: "RegisterImage",
  input: z.strictObject({
    Name: z.string().min(3).max(128),
    Description: z.string().optional(),
    Architecture: z.string().optional(),
    VirtualizationType: z.literal("hvm").optional(),
    RootDeviceName: z.string().optional(),
    BlockDeviceMapping: list(
      z.strictObject({ DeviceName: z.string(), Ebs: z.strictObject({ SnapshotId: z.string() }) }),
    ).optional(),
    TagSpecification: tagSpecifications,
  }),
  recorded: early,
  run(account, input, { time }) {
    const [root] = input.BlockDeviceMapping ?? [];
    const made: Image = {
      id: newId("ami"),
      name: input.Name,
      description: input.Description,
      architecture: input.Architecture ?? "x86_64",
      rootDeviceName: input.RootDeviceName,
      snapshotId: root && find("snap", root.Ebs.SnapshotId, account.table(snapshots)).id,
      creationDate: time.toISOString(),
      byAmazon: false,
      permissions: [],
      tags: tagsFrom(input.TagSpecification, "image"),
    };
    account.table(images).put(made);
    return { imageId: made.id };
  },
});

const deregisterImage = ec2Operation({
  name: "DeregisterImage",
  input: z.strictObject({ ImageId: z.string() }),
  recorded: early,
  run(account, { ImageId }) {
    account.table(images).delete(ownImage(account, ImageId).id);
    return { return: true };
  },
});

const filterable = (account: Account): Filterable<Image> => ({
  ...tagFilters,
  "image-id": ({ id }) => [id],
  name: ({ name }) => [name],
  architecture: ({ architecture }) => [architecture],
  "is-public": ({ permissions }) => [String(isPublic(permissions))],
  "owner-id": ({ byAmazon }) => [byAmazon ? AMAZON : account.id],
  state: () => ["available"],
});

const describeImages = ec2Operation({
  name: "DescribeImages",
  readOnly: true,
  input: z.strictObject({
    ImageId: strings,
    Owner: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const named = (input.ImageId ?? []).map((id) => find("ami", id, account.table(images)));
    const all = named.length > 0 ? named : account.table(images).rows();
    const owned = all.filter(({ byAmazon }) => {
      const names = byAmazon ? ["amazon", AMAZON] : ["self", account.id];
      return input.Owner === undefined || input.Owner.some((owner) => names.includes(owner));
    });
    const passing = owned.filter(matches(input.Filter, filterable(account)));
    const { rows, nextToken } = page(passing, ({ id }) => id, input);
    return { imagesSet: rows.map((row) => described(account, row)), nextToken };
  },
});

const describeImageAttribute = ec2Operation({
  name: "DescribeImageAttribute",
  readOnly: true,
  input: z.strictObject({ ImageId: z.string(), Attribute: z.literal("launchPermission") }),
  run(account, { ImageId }) {
    const { id, permissions } = ownImage(account, ImageId);
    return { imageId: id, launchPermission: permissions };
  },
});

const modifyImageAttribute = ec2Operation({
  name: "ModifyImageAttribute",
  input: z
    .strictObject({
      ImageId: z.string(),
      Attribute: z.literal("launchPermission").optional(),
      LaunchPermission: changeLists,
      ...changeByIds,
    })
    .transform(({ ImageId, LaunchPermission, Attribute: _, ...ids }) => ({
      ImageId,
      LaunchPermission: changeOf(LaunchPermission, ids),
    })),
  recorded: early,
  recordedInput: ({ ImageId, LaunchPermission }) => ({
    ImageId,
    LaunchPermission: recordedChange(LaunchPermission),
    AttributeType: "launchPermission",
  }),
  run(account, { ImageId, LaunchPermission: change }) {
    const image = ownImage(account, ImageId);
    if (isPublic(change.add) && imageSharing(account) !== "unblocked")
      throw new AwsError(
        "OperationNotPermitted",
        "Images cannot be shared publicly while block public access for AMIs is enabled",
      );
    account.table(images).put({ ...image, permissions: changed(image.permissions, change) });
    return { return: true };
  },
});

function ownImage(account: Account, id: string): Image {
  const image = find("ami", id, account.table(images));
  if (image.byAmazon) throw new AwsError("AuthFailure", `Not authorized for image:${id}`);
  return image;
}

function described(account: Account, image: Image) {
  const { id, name, description, architecture, rootDeviceName, snapshotId, creationDate } = image;
  return {
    imageId: id,
    imageState: "available",
    imageOwnerId: image.byAmazon ? AMAZON : account.id,
    ...(image.byAmazon && { imageOwnerAlias: "amazon" }),
    isPublic: isPublic(image.permissions),
    name,
    description,
    architecture,
    imageType: "machine",
    rootDeviceType: "ebs",
    rootDeviceName,
    ...(snapshotId && { blockDeviceMapping: [{ deviceName: rootDeviceName, ebs: { snapshotId } }] }),
    creationDate,
    ...tagSet(image.tags),
  };
}

export const imageOperations = [
  registerImage,
  deregisterImage,
  describeImages,
  describeImageAttribute,
  modifyImageAttribute,
];
