import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { Session } from "../../aws/macie2/operations.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";

const Evidence = z.object({ region: z.string() });
const SESSION = "session";

export default defineDetection({
  id: "macie-off",
  title: "Macie turned off",
  severity: "medium",
  why: "Nobody looks any more for personal data and secrets in the region's buckets, nor for buckets that are open. Turning Macie off deletes what it had found, and its jobs.",
  triage: [
    "Ask whoever turned it off.",
    "Look at who read from the buckets since: data is easier taken where nobody looks.",
  ],
  falsePositives: [
    "A region that is given up: exempt it.",
    "Macie that was paused to save money: exempt it.",
  ],
  byHand: [
    "After Macie was disabled: make its jobs, lists and custom identifiers again; AWS deleted them with it.",
  ],
  notes: ["Members of an organization's Macie can't turn it on themselves: AWS refuses it, and says so."],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562"] }],
  events: [{ source: "macie2.amazonaws.com", names: ["DisableMacie", "UpdateMacieSession"] }],
  parameters: z.object({
    everywhere: z.boolean().default(false).describe("A sweep reports every watched region without Macie"),
  }),
  evidence: Evidence,

  detect(record, place) {
    if (failed(record)) return nothing;
    const paused = record.requestParameters?.status === "PAUSED";
    if (record.eventName === "UpdateMacieSession" && !paused) return nothing;
    return { violations: [off(place)], suspicions: [] };
  },

  response: {
    calls: [
      "macie2:GetMacieSession",
      "macie2:EnableMacie",
      "macie2:UpdateMacieSession",
      "macie2:DisableMacie",
    ],
    async inspect({ resource: { arn: resource }, evidence: { region } }, { live, baseline }) {
      const now = await sessionNow(await live.client("macie2"));
      const state = { status: now?.status ?? "DISABLED" };
      if (now?.status === "ENABLED") return { state, baselines: [known(resource, now)] };
      if (now) return { state, plan: resuming(region) };
      const before = Session.safeParse((await baseline(resource, SESSION))?.value).data;
      return { state, plan: enabling(region, before) };
    },
  },

  sweep: {
    calls: ["macie2:GetMacieSession"],
    // Where no region has to have it, one that lost it is as good as one that never had it.
    misses: ["off"],
    async *resources({ live, ...place }, { everywhere }) {
      const now = await sessionNow(await live.client("macie2"));
      const resource = resourceOf(place);
      if (now?.status === "ENABLED") yield { resource, violations: [], baselines: [known(resource, now)] };
      else yield { resource, violations: now || everywhere ? [off(place)] : [] };
    },
  },

  attacks: [
    {
      name: "disable-macie",
      title: "Macie is turned off",
      steps: [{ service: "macie2", operation: "DisableMacie", input: {}, does: "turn Macie off" }],
    },
    {
      name: "pause-macie",
      title: "Macie is paused",
      steps: [
        {
          service: "macie2",
          operation: "UpdateMacieSession",
          input: { status: "PAUSED" },
          does: "pause Macie",
        },
      ],
    },
  ],
});

function off(place: Place): Violation<z.infer<typeof Evidence>> {
  const { region } = place;
  return {
    resource: { arn: resourceOf(place), type: "AWS::Macie::Session", id: region },
    fingerprint: "off",
    summary: `Macie is off in ${region}`,
    severity: "medium",
    evidence: { region },
  };
}

function resourceOf({ account, region }: Place): string {
  return arn("macie2", region, account, "session");
}

interface SessionNow {
  status: string;
  findingPublishingFrequency?: string | undefined;
}

/** Macie's answer where it is off is that one may not ask. */
async function sessionNow(
  macie: Pick<Clients["macie2"], "GetMacieSession">,
): Promise<SessionNow | undefined> {
  try {
    const { status = "", findingPublishingFrequency } = await macie.GetMacieSession({});
    return { status, findingPublishingFrequency };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    const disabled = error instanceof Error && /not enabled/i.test(error.message);
    if ((name === "AccessDeniedException" && disabled) || name === "ResourceNotFoundException")
      return undefined;
    throw error;
  }
}

function known(resource: string, now: SessionNow): GoodState {
  return { resource, aspect: SESSION, value: { ...Session.safeParse(now).data } };
}

const step = (operation: string, input: JsonObject, does: string) => ({
  service: "macie2",
  operation,
  input,
  does,
});

function resuming(region: string): Plan {
  return {
    version: 1,
    steps: [step("UpdateMacieSession", { status: "ENABLED" }, `let Macie go on in ${region}`)],
    undo: [{ ...step("UpdateMacieSession", { status: "PAUSED" }, "pause it again"), undoes: 0 }],
  };
}

function enabling(region: string, before: z.infer<typeof Session> | undefined): Plan {
  return {
    version: 1,
    steps: [step("EnableMacie", { status: "ENABLED", ...before }, `turn Macie on in ${region}`)],
    undo: [{ ...step("DisableMacie", {}, "turn Macie off again"), undoes: 0 }],
    lost: ["what Macie has found by then, which is deleted with it"],
    caveats: ["what it had found is lost, and so are its jobs, lists and custom identifiers"],
  };
}
