import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { globalArn } from "../../aws/arn.ts";
import { awsFailure } from "../../aws/error.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { failed, omitted } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { Plan } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { passwordAttacks } from "./password-attacks.ts";
import { Minimum, Rules, raised, rulesOf, rulesOfRequest, weaknesses } from "./password-rules.ts";

const Evidence = z.object({ account: z.string() });
const ASPECT = "password-policy";

function resourceOf({ account, region }: Place): Resource {
  return { arn: globalArn("iam", region, account, "root"), type: "AWS::::Account", id: account };
}

/** @param weak where it is too weak; nothing where there is none at all */
function violation(place: Place, weak?: readonly string[]): Violation<z.infer<typeof Evidence>> {
  const how = weak
    ? `The password policy of account ${place.account} is too weak: ${weak.join(", ")}`
    : `Account ${place.account} has no password policy`;
  return {
    resource: resourceOf(place),
    fingerprint: ASPECT,
    summary: how,
    severity: "medium",
    evidence: { account: place.account },
  };
}

function strong(place: Place, rules: Rules): GoodState {
  return { resource: resourceOf(place).arn, aspect: ASPECT, value: { ...rules } };
}

/** The account's rules; `undefined` where it has none, which AWS answers with NoSuchEntity. */
async function liveRules(iam: Pick<Clients["iam"], "GetAccountPasswordPolicy">): Promise<Rules | undefined> {
  try {
    const { PasswordPolicy = {} } = await iam.GetAccountPasswordPolicy({});
    return rulesOf(PasswordPolicy);
  } catch (error) {
    if (awsFailure(error) === "gone") return undefined;
    throw error;
  }
}

export default defineDetection({
  id: "iam-password-policy-weak",
  title: "Password policy weakened",
  severity: "medium",
  why: "People who sign in to the console with a password may choose one that is guessed, or that is known from elsewhere. The policy holds for every IAM user of the account.",
  triage: [
    "Ask whoever changed it: a weaker policy is hardly ever needed.",
    "See who got a password, or changed theirs, while it was weak: theirs may have to be changed.",
  ],
  falsePositives: [
    "An account whose people all sign in by IAM Identity Center, and that has no users with passwords: exempt it.",
    "An organization with rules of its own: set the parameters to them.",
  ],
  notes: [
    "UpdateAccountPasswordPolicy and DeleteAccountPasswordPolicy were not seen on real records: their request is read as the API has it, in which what is left out goes back to AWS's default.",
    "Passwords that were chosen meanwhile stay as they are.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["1.7", "1.8"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["1.8", "1.9"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["IAM.7"] },
  ],
  events: [
    {
      source: "iam.amazonaws.com",
      names: ["UpdateAccountPasswordPolicy", "DeleteAccountPasswordPolicy"],
    },
  ],
  parameters: Minimum,
  evidence: Evidence,
  question: Evidence,

  detect(record, place, minimum) {
    if (failed(record)) return nothing;
    if (record.eventName === "DeleteAccountPasswordPolicy")
      return { ...nothing, violations: [violation(place)] };
    if (omitted(record.requestParameters)) {
      const ask = { account: place.account };
      return { ...nothing, suspicions: [{ ask, reason: "the record leaves out what was set" }] };
    }
    const rules = rulesOfRequest(record.requestParameters);
    const weak = weaknesses(rules, minimum);
    if (weak.length > 0) return { ...nothing, violations: [violation(place, weak)] };
    return { ...nothing, baselines: [strong(place, rules)] };
  },

  async assess({ account }, live, minimum) {
    const rules = await liveRules(await live.client("iam"));
    const weak = rules && weaknesses(rules, minimum);
    return weak?.length === 0 ? [] : [violation({ account, region: live.region }, weak)];
  },

  response: {
    calls: [
      "iam:GetAccountPasswordPolicy",
      "iam:UpdateAccountPasswordPolicy",
      "iam:DeleteAccountPasswordPolicy",
    ],
    onlyUndo: ["iam:DeleteAccountPasswordPolicy"],
    async inspect({ resource, evidence: { account } }, { live, baseline }, minimum) {
      const rules = await liveRules(await live.client("iam"));
      const state = { account, passwordPolicy: rules ? { ...rules } : null };
      const place = { account, region: live.region };
      if (rules && weaknesses(rules, minimum).length === 0)
        return { state, baselines: [strong(place, rules)] };
      const known = await baseline(resource.arn, ASPECT);
      const former = known?.value && Rules.parse(known.value);
      const isGood = former !== undefined && weaknesses(former, minimum).length === 0;
      return { state, plan: planOf(rules, isGood ? former : undefined, minimum) };
    },
  },

  sweep: {
    calls: ["iam:GetAccountPasswordPolicy"],
    async *resources({ live, ...place }, minimum) {
      const rules = await liveRules(await live.client("iam"));
      const weak = rules && weaknesses(rules, minimum);
      const fine = rules !== undefined && weak?.length === 0;
      yield {
        resource: resourceOf(place).arn,
        violations: fine ? [] : [violation(place, weak)],
        baselines: fine ? [strong(place, rules)] : [],
      };
    },
  },

  attacks: passwordAttacks,
});

function planOf(rules: Rules | undefined, former: Rules | undefined, minimum: Minimum): Plan {
  const set = (input: Rules, does: string) => ({
    service: "iam",
    operation: "UpdateAccountPasswordPolicy",
    input: { ...input },
    does,
  });
  return {
    version: 1,
    steps: [
      former
        ? set(former, "set the password policy that was in force before")
        : set(raised(rules ?? {}, minimum), "raise the password policy to what it has to demand at least"),
    ],
    undo: [
      rules
        ? { ...set(rules, "set the weak password policy again"), undoes: 0 }
        : {
            service: "iam",
            operation: "DeleteAccountPasswordPolicy",
            input: {},
            does: "delete the password policy again",
            undoes: 0,
          },
    ],
    ...(!former && {
      caveats: ["what the password policy was before is not known: it is raised to the minimum"],
    }),
  };
}
