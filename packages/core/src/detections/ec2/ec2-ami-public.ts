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
import { imageAttacks } from "./sharing-attacks.ts";
import { tagsOf } from "./tags.ts";

const image: Shareable = { noun: "Image", type: "AWS::EC2::Image", id: /^ami-[0-9a-zA-Z]{1,32}$/ };
const Attribute = "launchPermission" as const;
const UNREADABLE = "the record does not say in a known way whom the image was shared with";

export default defineDetection({
  id: "ec2-ami-public",
  title: "AMI shared outside the account",
  severity: "critical",
  why: "Whoever an image is shared with can start it and read all that is on its disks: source code, configuration, credentials that were left in it. Public images are searched for just that.",
  triage: [
    "See what is in the image: credentials in it are lost, and have to be changed.",
    "Ask whoever made the call what it was for, and see what else they did.",
    "Instances that were started from it, and copies of their disks, stay where they are.",
  ],
  falsePositives: [
    "An image that is published on purpose: exempt it.",
    "Sharing with the own organization, or with an account of it: allow that.",
  ],
  notes: [
    "That a record spells organizations organizationArn and organizationalUnitArn is from the names on the wire, and was not seen on a real record.",
    "The sweep asks about every image by itself: EC2 lists those that are public, and not those that are shared with some account.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1537"] }],
  events: [{ source: "ec2.amazonaws.com", names: ["ModifyImageAttribute"] }],
  parameters: z.object({
    allowedAccounts: AllowedAccounts,
    allowedOrganizations: z
      .array(z.string().regex(/^o-[a-z0-9]{10,32}$/))
      .default([])
      .describe("Organizations that may be shared with, whole or in part, by their ids"),
  }),
  evidence: Evidence,
  question: z.object({ id: z.string(), account: z.string(), hold: z.string().optional() }),

  detect(record, place, policy) {
    const id = record.requestParameters?.imageId;
    if (failed(record) || typeof id !== "string" || !image.id.test(id)) return nothing;
    const added = addedBy(record, Attribute);
    if (added === "unreadable")
      return { violations: [], suspicions: [{ ask: { id, account: place.account }, reason: UNREADABLE }] };
    return { violations: sharingViolations(image, id, added, policy, place), suspicions: [] };
  },

  async assess({ id, account, hold }, live, policy) {
    const grantees = (await unlessGone(granteesNow(id, await live.client("ec2")))) ?? [];
    const found = sharingViolations(image, id, grantees, policy, { account, region: live.region });
    return found.map((violation) => ({ ...violation, hold }));
  },

  response: {
    calls: ["ec2:DescribeImageAttribute", "ec2:DescribeImages", "ec2:ModifyImageAttribute"],
    async inspect({ evidence }, { live }, policy) {
      const { id: ImageId, to } = evidence;
      const grantees = await unlessGone(granteesNow(ImageId, await live.client("ec2")));
      if (grantees === undefined) return { state: { id: ImageId, gone: true } };
      return inspectSharing(image, evidence, grantees, policy, (does, what) => ({
        service: "ec2",
        operation: "ModifyImageAttribute",
        input: {
          ImageId,
          LaunchPermission: { [does === "add" ? "Add" : "Remove"]: [{ [to.kind]: to.value }] },
        },
        does: what,
      }));
    },
    async tags({ id }, live) {
      const ec2 = await live.client("ec2");
      const Filters = [{ Name: "image-id", Values: [id] }];
      return tagsOf(await ec2.DescribeImages({ Owners: ["self"], Filters }));
    },
  },

  sweep: {
    calls: ["ec2:DescribeImages", "ec2:DescribeImageAttribute"],
    async *resources({ live, account, region }, policy) {
      const ec2 = await live.client("ec2");
      for (const { ImageId: id } of await ec2.DescribeImages({ Owners: ["self"] })) {
        const grantees = id && (await unlessGone(granteesNow(id, ec2)));
        if (!id || !grantees) continue;
        const violations = sharingViolations(image, id, grantees, policy, { account, region });
        yield { resource: sharedArn("Image", id, region), violations };
      }
    },
  },

  attacks: imageAttacks,
});

async function granteesNow(ImageId: string, ec2: Clients["ec2"]) {
  return granteesOf((await ec2.DescribeImageAttribute({ ImageId, Attribute })).LaunchPermissions);
}
