import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { listed } from "../../policy/words.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { authorizations } from "./authorization.ts";
import { sameName } from "./credentials.ts";
import { type GroupRights, groupRights, sweptRights } from "./group-rights.ts";
import { ManagedAdmin } from "./managed-policy.ts";
import { type Principal, principalResource, recordedName, tagsOf } from "./principal.ts";
import { EVERYTHING, iamStep, makeGroup, makeUser } from "./principal-attacks.ts";

type Evidence = z.infer<typeof Evidence>;
const Evidence = z.object({ userName: z.string(), groupName: z.string() });
const Question = Evidence.extend({ account: z.string() });

const Request = z.object({ userName: recordedName, groupName: recordedName });

const GROUP = "attacked-administrators";
const USER = "attacked-joiner";

const userOf = ({ userName }: Evidence): Principal => ({ kind: "user", name: userName });

/** @param rights one at least */
function violation(evidence: Evidence, rights: readonly GroupRights[], place: Place): Violation<Evidence> {
  const { userName, groupName } = evidence;
  const policies = listed(rights.map(({ policy }) => policy));
  return {
    resource: principalResource(userOf(evidence), place),
    fingerprint: `group/${groupName}`,
    summary: `User ${userName} is in group ${groupName}, which makes an administrator of everyone in it (${policies})`,
    severity: isDoubt(rights) ? "medium" : "high",
    evidence,
  };
}

function isDoubt(rights: readonly GroupRights[]): boolean {
  return rights.every(({ doubt }) => doubt);
}

export default defineDetection({
  id: "iam-group-admin-add",
  title: "User added to a group of administrators",
  severity: "high",
  why: "The user can do anything in the account now, or give themselves the right to. No policy was changed, so that nothing shows it but the group's list of members.",
  triage: [
    "Ask whoever added the user, and the user's own people: administrators don't come unannounced.",
    "See in CloudTrail what the user did since then, and with which key or from which place.",
    "Who made the call could add members to this group: see whether they should be able to.",
  ],
  falsePositives: ["A new administrator: exempt the user, or their membership."],
  notes: [
    "The record names user and group only: what the group may do is looked up.",
    "The user is named without its path, which CloudTrail's records leave out.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["1.15"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1098.003"] },
  ],
  events: [{ source: "iam.amazonaws.com", names: ["AddUserToGroup"] }],
  parameters: ManagedAdmin,
  evidence: Evidence,
  question: Question,

  detect(record, place) {
    const { userName, groupName } = Request.parse(record.requestParameters ?? {});
    if (failed(record) || userName === undefined || groupName === undefined) return nothing;
    const ask = { userName, groupName, account: place.account };
    return { ...nothing, suspicions: [{ ask, reason: "what the group may do is not in the record" }] };
  },

  async assess({ account, ...evidence }, live, parameters) {
    const iam = await live.client("iam");
    const { userName } = evidence;
    const groups = await iam.ListGroupsForUser({ UserName: userName });
    // The group is called what it is called, in whatever case the call has spelled it.
    const groupName = groups.find(({ GroupName }) => sameName(evidence.groupName, GroupName))?.GroupName;
    if (groupName === undefined) return [];
    const rights = await groupRights(groupName, iam, parameters);
    const place = { account, region: live.region };
    return rights.length > 0 ? [violation({ userName, groupName }, rights, place)] : [];
  },

  response: {
    calls: [
      "iam:ListGroupsForUser",
      "iam:ListAttachedGroupPolicies",
      "iam:ListGroupPolicies",
      "iam:GetGroupPolicy",
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
      "iam:RemoveUserFromGroup",
      "iam:AddUserToGroup",
      "iam:ListUserTags",
    ],
    onlyUndo: ["iam:AddUserToGroup"],
    async inspect({ evidence }, { live }, parameters) {
      const iam = await live.client("iam");
      const { userName, groupName } = evidence;
      const groups = (await iam.ListGroupsForUser({ UserName: userName })).map(
        ({ GroupName = "" }) => GroupName,
      );
      const member = groups.includes(groupName);
      // Other groups are other findings' business, and an undo does not lean on them.
      const seen = {
        state: { user: userName, groups: groups.toSorted() },
        guard: { group: groupName, member },
      };
      const rights = member ? await groupRights(groupName, iam, parameters) : [];
      if (rights.length === 0) return seen;
      const call = (operation: string, does: string) => ({
        service: "iam",
        operation,
        input: { GroupName: groupName, UserName: userName },
        does,
      });
      const why = rights.map(({ policy, why: reason }) => `${policy}: ${reason}`).join("; ");
      return {
        ...seen,
        plan: {
          version: 1,
          steps: [call("RemoveUserFromGroup", `take user ${userName} out of group ${groupName}`)],
          undo: [
            { ...call("AddUserToGroup", `put user ${userName} back into group ${groupName}`), undoes: 0 },
          ],
          ...(isDoubt(rights) && { confirm: `it is in doubt whether the group has too much: ${why}` }),
        },
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["iam:GetAccountAuthorizationDetails"],
    async *resources({ live, ...place }, parameters) {
      const { holders, policies } = await authorizations(await live.client("iam"), place, [
        "User",
        "Group",
        "LocalManagedPolicy",
      ]);
      const byArn = new Map(policies.map((policy) => [policy.arn, policy]));
      const administrators = new Map(
        holders
          .filter(({ principal }) => principal.kind === "group")
          .map((group) => [group.principal.name, sweptRights(group, byArn, parameters)]),
      );
      for (const { principal, resource, groups } of holders.filter((one) => one.principal.kind === "user")) {
        const violations = groups.flatMap((groupName) => {
          const rights = administrators.get(groupName) ?? [];
          return rights.length > 0 ? [violation({ userName: principal.name, groupName }, rights, place)] : [];
        });
        yield { resource: resource.arn, violations };
      }
    },
  },

  attacks: [
    {
      name: "join-administrators",
      title: "A user is added to a group of administrators",
      steps: [
        makeGroup(GROUP),
        iamStep(
          "PutGroupPolicy",
          { GroupName: GROUP, PolicyName: "administration", PolicyDocument: EVERYTHING },
          "let the group do everything",
        ),
        makeUser(USER),
        iamStep("AddUserToGroup", { GroupName: GROUP, UserName: USER }, "add the user to the group"),
      ],
    },
  ],
});
