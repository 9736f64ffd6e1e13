import {
  images,
  instances,
  type Permission,
  snapshots,
  volumes,
} from "../../sandbox/services/ec2/instance-resources.ts";
import { regionSettings } from "../../sandbox/services/ec2/region-settings.ts";
import { facts, mark, type ShownKind, shown } from "./shown.ts";

function nameOf(permission: Permission): string {
  const { group, userId, organizationArn, organizationalUnitArn } = permission;
  return group === "all" ? "everyone" : (userId ?? organizationArn ?? organizationalUnitArn ?? group ?? "");
}

/** Whom a snapshot or an image is shared with. */
function sharing(permissions: readonly Permission[]) {
  const everyone = permissions.some(({ group }) => group === "all");
  return {
    fact: { "Shared with": permissions.map(nameOf) },
    marks: [
      ...mark("open", everyone && "shared with everyone"),
      ...mark("weak", !everyone && permissions.length > 0 && "shared with others"),
    ],
  };
}

const machines = shown(instances, "Instances", () => ({ instanceType, state, imageId, metadataOptions }) => ({
  facts: facts({
    Type: instanceType,
    State: state,
    Image: imageId,
    "Metadata tokens": metadataOptions.httpTokens,
  }),
  marks: mark(
    "weak",
    state === "running" &&
      metadataOptions.httpTokens !== "required" &&
      metadataOptions.httpEndpoint !== "disabled" &&
      "answers IMDSv1",
  ),
}));

const disks = shown(volumes, "Volumes", () => ({ size, encrypted, zone }) => ({
  facts: facts({ Size: `${size} GiB`, Encrypted: encrypted ? "yes" : "no", Zone: zone }),
}));

const diskSnapshots = shown(snapshots, "Snapshots", () => ({ volumeId, encrypted, permissions }) => {
  const { fact, marks } = sharing(permissions);
  return { facts: facts({ Of: volumeId, Encrypted: encrypted ? "yes" : "no", ...fact }), marks };
});

const machineImages = shown(images, "Images", () => ({ name, byAmazon, permissions }) => {
  const { fact, marks } = sharing(permissions);
  // Amazon's own are for everyone.
  return byAmazon ? { name, facts: facts({ Owner: "Amazon" }) } : { name, facts: facts(fact), marks };
});

const settings = shown(regionSettings, "Settings of the region", () => (row) => ({
  facts: facts({
    "Sharing of snapshots": row.snapshotSharing,
    "Sharing of images": row.imageSharing,
    "New volumes are encrypted": row.encryptsVolumes ? "yes" : "no",
    "Serial console": row.serialConsole ? "on" : "off",
    "Metadata tokens of new instances": row.metadataDefaults.httpTokens,
  }),
  marks: mark("weak", row.serialConsole && "the serial console is on"),
}));

export const machineKinds: readonly ShownKind[] = [machines, disks, diskSnapshots, machineImages, settings];
