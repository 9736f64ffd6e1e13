import * as z from "zod";
import { StillChangingError } from "../../aws/error.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Swept } from "../define.ts";
import { IngressPolicy } from "./ingress-policy.ts";
import { prefixListAttacks } from "./prefix-list-attacks.ts";
import {
  Evidence,
  inspectList,
  isChanging,
  listArn,
  rulesBy,
  violationsOf,
  worldEntries,
} from "./prefix-list-inspection.ts";
import { recordedList } from "./prefix-list-record.ts";
import { isWorld } from "./world.ts";

const UNREADABLE = "the record leaves out which prefix list it is about";
const UNUSED = "whether a security group goes by the list is not in the record";

/** Which list to look at: all of the account's where the record does not say. */
const Question = z.object({ prefixListId: z.string().optional(), hold: z.string().optional() });

export default defineDetection({
  id: "ec2-prefix-list-world",
  title: "Prefix list opened to the internet",
  severity: "high",
  why: "Security groups that go by a prefix list open with it: one entry for everyone opens all of them at once, and no security group shows a change.",
  triage: [
    "See which groups and route tables go by the list, in this account and in those that it is shared with.",
    "Ask whoever added the entry what it was for: an allow list rarely needs everyone.",
  ],
  falsePositives: ["A list that is meant for public services: allow their ports, or exempt the list."],
  notes: [
    "No real record of these calls was at hand: their shape is derived from that of EC2's other calls of these years.",
    "A list that no security group of this account goes by yet is left alone: the rule that does is ec2-sg-ingress-world's. Groups of accounts that the list is shared with are not seen from here.",
    "A sweep reports the list here, and the rules that go by it with ec2-sg-ingress-world: putting either right is enough.",
    "AWS takes a moment for a change of a list, and refuses another until then: that is tried again.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["5.3", "5.4"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["5.2", "5.3"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.007"] },
  ],
  events: [
    {
      source: "ec2.amazonaws.com",
      names: ["CreateManagedPrefixList", "ModifyManagedPrefixList", "RestoreManagedPrefixListVersion"],
    },
  ],
  parameters: IngressPolicy,
  evidence: Evidence,
  question: Question,

  detect(record, _place, { worldPrefixes }) {
    if (failed(record)) return nothing;
    const { prefixListId, added } = recordedList(record);
    if (added && !added.some((cidr) => isWorld(cidr, worldPrefixes))) return nothing;
    const suspicion = prefixListId
      ? { ask: { prefixListId }, reason: UNUSED }
      : { ask: { hold: UNREADABLE }, reason: UNREADABLE };
    return { violations: [], suspicions: [suspicion] };
  },

  async assess({ prefixListId, hold }, live, policy) {
    const ec2 = await live.client("ec2");
    const { PrefixLists } = await ec2.DescribeManagedPrefixLists(
      prefixListId === undefined ? {} : { PrefixListIds: [prefixListId] },
    );
    const wrong: Violation<Evidence>[] = [];
    for (const list of PrefixLists) {
      const { PrefixListId: id, OwnerId: account } = list;
      if (id === undefined || account === undefined || account === "AWS") continue;
      const cidrs = worldEntries(await ec2.GetManagedPrefixListEntries({ PrefixListId: id }), policy);
      if (cidrs.length === 0 && isChanging(list) && prefixListId)
        throw new StillChangingError(`${id} is in ${list.State}`);
      if (cidrs.length === 0) continue;
      const rules = rulesBy(id, await ec2.DescribeSecurityGroupRules({ Filters: [] }), policy);
      wrong.push(...violationsOf(id, cidrs, rules, { account, region: live.region }));
    }
    return hold === undefined ? wrong : wrong.map((found) => ({ ...found, hold }));
  },

  response: {
    calls: [
      "ec2:DescribeManagedPrefixLists",
      "ec2:GetManagedPrefixListEntries",
      "ec2:DescribeSecurityGroupRules",
      "ec2:ModifyManagedPrefixList",
    ],
    inspect: ({ evidence }, look, policy) => inspectList(evidence, look, policy),
    async tags({ id }, live) {
      const ec2 = await live.client("ec2");
      // By a filter: a list that is gone is no error, and has no tags. A filter's value may be a pattern, an id is none.
      const Filters = [{ Name: "prefix-list-id", Values: [id] }];
      const { PrefixLists } = await ec2.DescribeManagedPrefixLists({ Filters });
      const tags = PrefixLists.filter(({ PrefixListId }) => PrefixListId === id).flatMap(
        ({ Tags = [] }) => Tags,
      );
      return Object.fromEntries(tags.flatMap(({ Key, Value = "" }) => (Key ? [[Key, Value] as const] : [])));
    },
    settlesWithinMinutes: 5,
  },

  sweep: {
    calls: [
      "ec2:DescribeManagedPrefixLists",
      "ec2:GetManagedPrefixListEntries",
      "ec2:DescribeSecurityGroupRules",
    ],
    async *resources({ live, account, region }, policy): AsyncGenerator<Swept<Evidence>> {
      const ec2 = await live.client("ec2");
      const { PrefixLists } = await ec2.DescribeManagedPrefixLists({});
      const own = PrefixLists.filter(({ OwnerId }) => OwnerId === account);
      const all = own.length > 0 ? await ec2.DescribeSecurityGroupRules({ Filters: [] }) : [];
      for (const { PrefixListId: id = "" } of own) {
        const rules = rulesBy(id, all, policy);
        const cidrs = worldEntries(await ec2.GetManagedPrefixListEntries({ PrefixListId: id }), policy);
        const place = { account, region };
        yield { resource: listArn(id, place), violations: violationsOf(id, cidrs, rules, place) };
      }
    },
  },

  attacks: prefixListAttacks,
});
