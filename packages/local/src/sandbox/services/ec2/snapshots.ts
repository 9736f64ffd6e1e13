import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { type Filterable, matches, tagFilters } from "./filters.ts";
import { find, newId } from "./ids.ts";
import { filters, integer, strings, tagSpecifications } from "./input.ts";
import { type Snapshot, snapshots, volumes } from "./instance-resources.ts";
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
import { snapshotSharing } from "./region-settings.ts";
import { tagSet, tagsFrom } from "./tags.ts";

const createSnapshot = ec2Operation({
  name: "CreateSnapshot",
  input: z.strictObject({
    VolumeId: z.string(),
    Description: z.string().optional(),
    TagSpecification: tagSpecifications,
  }),
  recorded: early,
  run(account, { VolumeId, Description: description = "", TagSpecification }, { time }) {
    const volume = find("vol", VolumeId, account.table(volumes));
    const made: Snapshot = {
      id: newId("snap"),
      volumeId: volume.id,
      volumeSize: volume.size,
      encrypted: volume.encrypted,
      description,
      startTime: time.toISOString(),
      permissions: [],
      tags: tagsFrom(TagSpecification, "snapshot"),
    };
    account.table(snapshots).put(made);
    return described(account, made, "pending");
  },
});

const deleteSnapshot = ec2Operation({
  name: "DeleteSnapshot",
  input: z.strictObject({ SnapshotId: z.string() }),
  recorded: early,
  run(account, { SnapshotId }) {
    account.table(snapshots).delete(find("snap", SnapshotId, account.table(snapshots)).id);
    return { return: true };
  },
});

const filterable = (account: Account): Filterable<Snapshot> => ({
  ...tagFilters,
  "snapshot-id": ({ id }) => [id],
  "volume-id": ({ volumeId }) => [volumeId],
  "owner-id": () => [account.id],
  status: () => ["completed"],
});

/** Only the account's own: of the world's public snapshots it has none. */
const describeSnapshots = ec2Operation({
  name: "DescribeSnapshots",
  readOnly: true,
  input: z.strictObject({
    SnapshotId: strings,
    Owner: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const named = (input.SnapshotId ?? []).map((id) => find("snap", id, account.table(snapshots)));
    const all = named.length > 0 ? named : account.table(snapshots).rows();
    const owners = input.Owner ?? ["self"];
    const own = owners.includes("self") || owners.includes(account.id) ? all : [];
    const passing = own.filter(matches(input.Filter, filterable(account)));
    const { rows, nextToken } = page(passing, ({ id }) => id, input);
    return { snapshotSet: rows.map((row) => described(account, row, "completed")), nextToken };
  },
});

const describeSnapshotAttribute = ec2Operation({
  name: "DescribeSnapshotAttribute",
  readOnly: true,
  input: z.strictObject({ SnapshotId: z.string(), Attribute: z.literal("createVolumePermission") }),
  run(account, { SnapshotId }) {
    const { id, permissions } = find("snap", SnapshotId, account.table(snapshots));
    return { snapshotId: id, createVolumePermission: permissions };
  },
});

const modifySnapshotAttribute = ec2Operation({
  name: "ModifySnapshotAttribute",
  input: z
    .strictObject({
      SnapshotId: z.string(),
      Attribute: z.literal("createVolumePermission").optional(),
      CreateVolumePermission: changeLists,
      ...changeByIds,
    })
    .transform(({ SnapshotId, CreateVolumePermission, Attribute: _, ...ids }) => ({
      SnapshotId,
      CreateVolumePermission: changeOf(CreateVolumePermission, ids),
    })),
  recorded: early,
  recordedInput: ({ SnapshotId, CreateVolumePermission }) => ({
    SnapshotId,
    CreateVolumePermission: recordedChange(CreateVolumePermission),
    AttributeType: "CREATE_VOLUME_PERMISSION",
  }),
  run(account, { SnapshotId, CreateVolumePermission: change }) {
    const snapshot = find("snap", SnapshotId, account.table(snapshots));
    if (isPublic(change.add)) {
      if (snapshot.encrypted)
        throw new AwsError("InvalidParameter", "Encrypted snapshots cannot be shared publicly");
      if (snapshotSharing(account) !== "unblocked")
        throw new AwsError(
          "OperationNotPermitted",
          "Snapshots cannot be shared publicly while block public access for snapshots is enabled",
        );
    }
    account.table(snapshots).put({ ...snapshot, permissions: changed(snapshot.permissions, change) });
    return { return: true };
  },
});

function described(account: Account, snapshot: Snapshot, status: string) {
  const { id, volumeId, volumeSize, encrypted, description, startTime, tags } = snapshot;
  return {
    snapshotId: id,
    volumeId,
    status,
    startTime,
    progress: status === "completed" ? "100%" : "",
    ownerId: account.id,
    volumeSize,
    description,
    encrypted,
    ...tagSet(tags),
  };
}

export const snapshotOperations = [
  createSnapshot,
  deleteSnapshot,
  describeSnapshots,
  describeSnapshotAttribute,
  modifySnapshotAttribute,
];
