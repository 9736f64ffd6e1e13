import * as z from "zod";
import type { Account } from "../../account.ts";
import { matches, tagFilters } from "./filters.ts";
import { find, newId } from "./ids.ts";
import { boolean, filters, integer, strings, tagSpecifications } from "./input.ts";
import { type Volume, volumes } from "./instance-resources.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { early } from "./recorded.ts";
import { isEncryptedByDefault } from "./region-settings.ts";
import { tagSet, tagsFrom } from "./tags.ts";

/** A region has two zones here. */
export function zonesOf({ region }: Account): string[] {
  return [`${region}a`, `${region}b`];
}

const describeAvailabilityZones = ec2Operation({
  name: "DescribeAvailabilityZones",
  readOnly: true,
  input: z.strictObject({ ZoneName: strings, Filter: filters }),
  run: (account, { ZoneName: names, Filter }) => ({
    availabilityZoneInfo: zonesOf(account)
      .filter((zoneName) => names === undefined || names.includes(zoneName))
      .filter(matches(Filter, { "zone-name": (zoneName) => [zoneName], state: () => ["available"] }))
      .map((zoneName) => ({ zoneName, zoneState: "available", regionName: account.region })),
  }),
});

const createVolume = ec2Operation({
  name: "CreateVolume",
  input: z.strictObject({
    AvailabilityZone: z.string(),
    Size: integer,
    VolumeType: z.enum(["gp2", "gp3", "standard"]).optional(),
    Encrypted: boolean.optional(),
    TagSpecification: tagSpecifications,
    ClientToken: z.string().optional(),
  }),
  recorded: early,
  recordedInput: ({ AvailabilityZone, ...input }) => ({ ...input, zone: AvailabilityZone }),
  run(account, input, { time }) {
    const made: Volume = {
      id: newId("vol"),
      size: input.Size,
      zone: input.AvailabilityZone,
      volumeType: input.VolumeType ?? "gp2",
      encrypted: input.Encrypted === true || isEncryptedByDefault(account),
      createTime: time.toISOString(),
      tags: tagsFrom(input.TagSpecification, "volume"),
    };
    account.table(volumes).put(made);
    return { ...described(made), status: "creating" };
  },
});

const deleteVolume = ec2Operation({
  name: "DeleteVolume",
  input: z.strictObject({ VolumeId: z.string() }),
  recorded: early,
  run(account, { VolumeId }) {
    account.table(volumes).delete(find("vol", VolumeId, account.table(volumes)).id);
    return { return: true };
  },
});

const describeVolumes = ec2Operation({
  name: "DescribeVolumes",
  readOnly: true,
  input: z.strictObject({
    VolumeId: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const named = (input.VolumeId ?? []).map((id) => find("vol", id, account.table(volumes)));
    const all = named.length > 0 ? named : account.table(volumes).rows();
    const passing = all.filter(matches(input.Filter, { ...tagFilters, "volume-id": ({ id }) => [id] }));
    const { rows, nextToken } = page(passing, ({ id }) => id, input);
    return { volumeSet: rows.map(described), nextToken };
  },
});

function described({ id, size, zone, volumeType, encrypted, createTime, tags }: Volume) {
  return {
    volumeId: id,
    size,
    availabilityZone: zone,
    status: "available",
    createTime,
    volumeType,
    encrypted,
    ...tagSet(tags),
  };
}

export const volumeOperations = [describeAvailabilityZones, createVolume, deleteVolume, describeVolumes];
