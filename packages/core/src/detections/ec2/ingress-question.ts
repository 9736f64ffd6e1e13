import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { fingerprint, IngressRule, liveRule } from "./security-group-rule.ts";

/** A filter takes 200 values. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
const VALUES = 200;

/** Which rules of which live group to look at: the named ones, or all of them where the record left both out. */
export const Question = z.object({
  groupId: z.string().optional(),
  groupName: z.string().optional(),
  ruleIds: z.array(z.string()).optional(),
  rules: z.array(IngressRule).optional(),
  hold: z.string().optional(),
});
export type Question = z.infer<typeof Question>;

/** The live rules that a question is about. Gone rules and groups are simply not among them. */
export async function namedRules(question: Question, live: LiveAccount): Promise<IngressRule[]> {
  const { groupId, ruleIds, rules } = question;
  const Filters = await filters(question, live);
  if (Filters === undefined) return [];
  const ec2 = await live.client("ec2");
  // A filter's value may be a pattern, and what a record has for an id any text: an id stands for itself alone.
  const found = (await ec2.DescribeSecurityGroupRules({ Filters }))
    .flatMap((rule) => liveRule(rule) ?? [])
    .filter((rule) => ruleIds === undefined || ruleIds.includes(rule.ruleId ?? ""))
    .filter((rule) => ruleIds !== undefined || groupId === undefined || rule.groupId === groupId);
  if (rules === undefined) return found;
  const wanted = new Set(rules.map(fingerprint));
  return found.filter((rule) => wanted.has(fingerprint(rule)));
}

async function filters({ groupId, groupName, ruleIds }: Question, live: LiveAccount) {
  if (ruleIds !== undefined && ruleIds.length <= VALUES)
    return [{ Name: "security-group-rule-id", Values: ruleIds }];
  if (groupId !== undefined) return [{ Name: "group-id", Values: [groupId] }];
  if (groupName === undefined) return [];
  const ec2 = await live.client("ec2");
  const groups = await ec2.DescribeSecurityGroups({ Filters: [{ Name: "group-name", Values: [groupName] }] });
  const ids = groups.flatMap(({ GroupId, GroupName }) => (GroupName === groupName && GroupId) || []);
  return ids.length > 0 ? [{ Name: "group-id", Values: ids }] : undefined;
}
