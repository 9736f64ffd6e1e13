import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { failed } from "../../event/record.ts";
import { defineDetection, nothing } from "../define.ts";
import {
  AllowedAccounts,
  addedBy,
  Evidence,
  granteesOf,
  inspectSharing,
  type Shareable,
  sharedArn,
  sharingViolations,
  unlessGone,
} from "./sharing.ts";
import { snapshotAttacks } from "./sharing-attacks.ts";
import { tagsOf } from "./tags.ts";

const snapshot: Shareable = {
  noun: "Snapshot",
  type: "AWS::EC2::Snapshot",
  id: /^snap-[0-9a-zA-Z]{1,32}$/,
};
const Attribute = "createVolumePermission" as const;
const UNREADABLE = "the record does not say in a known way whom the snapshot was shared with";

export default defineDetection({
  id: "ec2-snapshot-public",
  title: "EBS snapshot shared outside the account",
  severity: "critical",
  why: "Whoever a snapshot is shared with can make a volume of it and read all that was on the disk, in an account of their own, without a trace in this one. Public snapshots are collected by scanners.",
  triage: [
    "See what was on the volume: credentials on it are lost, and have to be changed.",
    "Ask whoever made the call what it was for, and see what else they did: copying a snapshot away is how data is stolen.",
    "A copy that somebody made while it was shared stays theirs.",
  ],
  falsePositives: [
    "A snapshot that is published on purpose: exempt it.",
    "Sharing with another account of the organization: allow the account.",
  ],
  notes: [
    "That a record spells the group `all` in createVolumePermission.add.items is known from other people's records. One that does not show the change in that way is looked up in the live account.",
    "The sweep asks about every snapshot by itself: EC2 has no list of those that are shared with some account.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1537"] },
  ],
  events: [{ source: "ec2.amazonaws.com", names: ["ModifySnapshotAttribute"] }],
  parameters: z.object({ allowedAccounts: AllowedAccounts }),
  evidence: Evidence,
  question: z.object({ id: z.string(), account: z.string(), hold: z.string().optional() }),

  detect(record, place, policy) {
    const id = record.requestParameters?.snapshotId;
    if (failed(record) || typeof id !== "string" || !snapshot.id.test(id)) return nothing;
    const added = addedBy(record, Attribute);
    if (added === "unreadable")
      return { violations: [], suspicions: [{ ask: { id, account: place.account }, reason: UNREADABLE }] };
    return { violations: sharingViolations(snapshot, id, added, policy, place), suspicions: [] };
  },

  async assess({ id, account, hold }, live, policy) {
    const grantees = (await unlessGone(granteesNow(id, await live.client("ec2")))) ?? [];
    const found = sharingViolations(snapshot, id, grantees, policy, { account, region: live.region });
    return found.map((violation) => ({ ...violation, hold }));
  },

  response: {
    calls: ["ec2:DescribeSnapshotAttribute", "ec2:DescribeSnapshots", "ec2:ModifySnapshotAttribute"],
    async inspect({ evidence }, { live }, policy) {
      const { id: SnapshotId, to } = evidence;
      const grantees = await granteesNow(SnapshotId, await live.client("ec2"));
      const whom = to.kind === "Group" ? { GroupNames: [to.value] } : { UserIds: [to.value] };
      return inspectSharing(snapshot, evidence, grantees, policy, (OperationType, does) => ({
        service: "ec2",
        operation: "ModifySnapshotAttribute",
        input: { SnapshotId, Attribute, OperationType, ...whom },
        does,
      }));
    },
    async tags({ id }, live) {
      const ec2 = await live.client("ec2");
      const Filters = [{ Name: "snapshot-id", Values: [id] }];
      return tagsOf(await ec2.DescribeSnapshots({ OwnerIds: ["self"], Filters }));
    },
  },

  sweep: {
    calls: ["ec2:DescribeSnapshots", "ec2:DescribeSnapshotAttribute"],
    async *resources({ live, account, region }, policy) {
      const ec2 = await live.client("ec2");
      for (const { SnapshotId: id, OwnerId } of await ec2.DescribeSnapshots({ OwnerIds: ["self"] })) {
        if (id === undefined || OwnerId !== account) continue;
        const grantees = await unlessGone(granteesNow(id, ec2));
        if (grantees === undefined) continue;
        const violations = sharingViolations(snapshot, id, grantees, policy, { account, region });
        yield { resource: sharedArn("Snapshot", id, region), violations };
      }
    },
  },

  attacks: snapshotAttacks,
});

async function granteesNow(SnapshotId: string, ec2: Clients["ec2"]) {
  return granteesOf((await ec2.DescribeSnapshotAttribute({ SnapshotId, Attribute })).CreateVolumePermissions);
}
