import * as z from "zod";
import { hearsay } from "../../baseline/hearsay.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { authorizations } from "./authorization.ts";
import { BOUNDARY, boundaryOf, bounding, bounds, isThere, KnownBoundary } from "./boundary.ts";
import { policyName } from "./managed-policy.ts";
import { heldBack, Principal, principalOf, principalResource, tagsOf } from "./principal.ts";
import { iamStep, makePolicy, makeRole, makeUser, policyMadeBy, READING } from "./principal-attacks.ts";

type Evidence = z.infer<typeof Evidence>;
const Evidence = Principal.extend({ account: z.string() });

const ROLE = "attacked-bounded";

function violation(evidence: Evidence, place: Place): Violation<Evidence> {
  const hold = heldBack(evidence);
  return {
    resource: principalResource(evidence, place),
    fingerprint: BOUNDARY,
    summary: `Nothing bounds the rights of ${evidence.kind} ${evidence.name} any more`,
    severity: "high",
    evidence,
    ...(hold !== undefined && { hold }),
  };
}

function boundedBy(policyArn: string, principal: Principal, place: Place): GoodState {
  const { arn: resource } = principalResource(principal, place);
  return { resource, aspect: BOUNDARY, value: { boundary: policyArn } };
}

export default defineDetection({
  id: "iam-boundary-removed",
  title: "Permissions boundary removed",
  severity: "high",
  why: "A permissions boundary caps what a user or role may do, whatever its policies say. Without it all that its policies give counts: where people may make roles only within a boundary, taking it away is how they get more rights than they were to have.",
  triage: [
    "Ask whoever took it away: boundaries are a rule of the account, and hardly ever in somebody's way for a good reason.",
    "See what the policies of the user or role give without it.",
    "See in CloudTrail what was done with these rights since then.",
  ],
  falsePositives: ["A user or role that moves to another boundary in two steps: it is over in a minute."],
  byHand: [
    "Where it is not known what the boundary was: put the one that the account demands (PutUserPermissionsBoundary, PutRolePermissionsBoundary).",
  ],
  notes: [
    "A boundary that allows everything (AdministratorAccess) counts as none. What is in a boundary of the account's own is not looked into.",
    "The record does not say what the boundary was: that is known where it was put, or a sweep saw it, while Snapback looked.",
    "These records were not seen from a real account: their request is read as the API has it.",
    "A sweep sees who is bounded by what, to go back to; who never had a boundary is fine.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1098"] }],
  events: [
    {
      source: "iam.amazonaws.com",
      names: [
        "DeleteUserPermissionsBoundary",
        "DeleteRolePermissionsBoundary",
        "PutUserPermissionsBoundary",
        "PutRolePermissionsBoundary",
        "CreateUser",
        "CreateRole",
      ],
    },
  ],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const { requestParameters: request, eventName = "" } = record;
    const principal = principalOf(request);
    if (failed(record) || principal === undefined || principal.kind === "group") return nothing;
    const wrong = violation({ ...principal, account: place.account }, place);
    if (eventName.startsWith("Delete")) return { ...nothing, violations: [wrong] };
    const policyArn = request?.permissionsBoundary;
    if (typeof policyArn !== "string") return nothing;
    if (bounds(policyArn, place)) return { ...nothing, baselines: [boundedBy(policyArn, principal, place)] };
    return eventName.startsWith("Put") ? { ...nothing, violations: [wrong] } : nothing;
  },

  response: {
    calls: [
      "iam:GetUser",
      "iam:GetRole",
      "iam:GetPolicy",
      "iam:PutUserPermissionsBoundary",
      "iam:PutRolePermissionsBoundary",
      "iam:DeleteUserPermissionsBoundary",
      "iam:DeleteRolePermissionsBoundary",
      "iam:ListUserTags",
      "iam:ListRoleTags",
    ],
    onlyUndo: ["iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary"],
    async inspect({ resource, evidence }, { live, baseline }) {
      const iam = await live.client("iam");
      const { kind, name, account } = evidence;
      const boundary = await boundaryOf(evidence, iam);
      const state = { [kind]: name, boundary: boundary ?? null };
      if (bounds(boundary, { account })) {
        const value = { boundary };
        return { state, baselines: [{ resource: resource.arn, aspect: BOUNDARY, value }] };
      }
      const last = await baseline(resource.arn, BOUNDARY);
      const known = KnownBoundary.safeParse(last?.value);
      const former = known.success ? known.data.boundary : undefined;
      if (!bounds(former, { account })) {
        return {
          state,
          stuck: `which boundary ${kind} ${name} had is not known: put the one that it has to have`,
        };
      }
      if (!(await isThere(former, { account }, iam))) {
        return {
          state,
          stuck: `the boundary that ${kind} ${name} had, ${former}, is there no more: put another one`,
        };
      }
      const before = boundary === undefined ? "take it away" : `put ${policyName(boundary)} in its place`;
      return {
        state,
        plan: {
          version: 1,
          steps: [
            {
              ...bounding(evidence, former),
              does: `bound ${kind} ${name} by ${policyName(former)} again`,
            },
          ],
          undo: [{ ...bounding(evidence, boundary), does: `${before} again`, undoes: 0 }],
          ...hearsay(last),
        },
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["iam:GetAccountAuthorizationDetails"],
    misses: [BOUNDARY],
    async *resources({ live, ...place }) {
      const { holders } = await authorizations(await live.client("iam"), place, ["User", "Role"]);
      for (const { principal, resource, boundary } of holders) {
        const baselines = bounds(boundary, place) ? [boundedBy(boundary, principal, place)] : [];
        yield { resource: resource.arn, violations: [], baselines };
      }
    },
  },

  attacks: [
    {
      name: "unbound-role",
      title: "A role's permissions boundary is taken away",
      steps: [
        makePolicy("attacked-boundary", READING),
        makeRole(ROLE, { PermissionsBoundary: policyMadeBy(0) }),
        iamStep("DeleteRolePermissionsBoundary", { RoleName: ROLE }, "take the boundary away"),
      ],
    },
    {
      name: "unbound-user",
      title: "A user's permissions boundary is changed to one that allows everything",
      steps: [
        makePolicy("attacked-user-boundary", READING),
        makeUser(ROLE),
        iamStep(
          "PutUserPermissionsBoundary",
          { UserName: ROLE, PermissionsBoundary: policyMadeBy(0) },
          "bound the user by it",
        ),
        iamStep(
          "PutUserPermissionsBoundary",
          { UserName: ROLE, PermissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess" },
          "bound the user by AdministratorAccess, which is nothing",
        ),
      ],
    },
  ],
});
