import { givesIamRights, objection } from "@snapback/core/decision/allowed";
import type { Decision } from "@snapback/core/decision/schema";
import { openDecisions } from "@snapback/core/decision/store";
import { checkExemption } from "@snapback/core/exemption/limits";
import { openExemptions } from "@snapback/core/exemption/store";
import type { Finding } from "@snapback/core/finding/schema";
import { undoSteps } from "@snapback/core/finding/undo";
import type * as z from "zod";
import type { ApiDeps } from "../deps.ts";
import { undoCommands } from "../findings/commands.ts";
import { notFound, RefusedError } from "../problem.ts";
import { openTell } from "../tell.ts";
import { type Asked, decisionOf, idOf, wordsOf } from "./decision.ts";
import type { Decided, DecisionRequest } from "./requests.ts";

const HOUR_MS = 3_600_000;

/**
 * Takes decisions: checks that the finding allows it now, writes it down, and tells whoever carries it out. The exemption that
 * comes with one is written before it, so that no undo is seen without; both have derived ids, so that a request that is
 * sent again writes nothing new.
 */
export function openDecide(
  deps: Pick<ApiDeps, "findings" | "detections" | "ledger" | "config" | "publish" | "log" | "now">,
) {
  const { findings, ledger, config, now } = deps;
  const decisions = openDecisions(ledger);
  const exemptions = openExemptions(ledger);
  const tell = openTell(deps);

  return async (findingId: string, asked: Asked): Promise<z.output<typeof Decided>> => {
    const finding = await findings.get(findingId);
    if (!finding) throw notFound(`finding ${findingId}`);
    const id = idOf(finding, asked);
    const known = (await decisions.of(findingId)).find((made) => made.id === id);
    if (known && !(await repeats(known, asked.request)))
      throw new RefusedError(
        409,
        "Key used already",
        "This Idempotency-Key came with another request before.",
      );
    const decision = known ?? (await make(finding, id, asked));
    await tell("finding.decided", [finding]);
    return { decision: id, ...("exemption" in decision && { exemption: decision.exemption }) };
  };

  async function make(finding: Finding, id: string, asked: Asked): Promise<Decision> {
    const at = now();
    const why = objection(finding, asked.request, at);
    if (why !== undefined) throw new RefusedError(409, "Not possible now", why);
    const decision = decisionOf(finding, id, asked, at);
    if (decision.action === "undo") leaveIamToPeople(finding, decision.attempt);
    if ("exemption" in decision) {
      const { exemption, reason, by, action } = decision;
      const [scope, until] = [{ finding: finding.id }, untilOf(asked.request, at)];
      checkExemption(scope, until, at, config.exemptions);
      const undo = action === "undo" ? { undo: id } : {};
      const times = { madeAt: at.toISOString(), until: until.toISOString() };
      await exemptions.make({ id: exemption, scope, reason, by, ...times, ...undo });
    }
    await decisions.make(decision, wordsOf(decision, finding));
    return decision;
  }

  /** Is this what was asked for when the decision was made? An attempt that is left open is the one that was taken then. */
  async function repeats(made: Decision, request: DecisionRequest): Promise<boolean> {
    if (!sameParts(made, request)) return false;
    if (!("exemption" in made)) return true;
    const exemption = await exemptions.get(made.exemption);
    return exemption?.until === untilOf(request, new Date(exemption?.madeAt ?? made.at)).toISOString();
  }

  function untilOf(request: DecisionRequest, at: Date): Date {
    if ("until" in request && request.until !== undefined) return new Date(request.until);
    const hours = "hours" in request ? request.hours : undefined;
    return new Date(at.getTime() + (hours ?? config.exemptions.undoHours) * HOUR_MS);
  }

  function leaveIamToPeople(finding: Finding, attempt: number): void {
    const steps = undoSteps(finding, attempt);
    if (config.undoIamRights || !givesIamRights(steps)) return;
    throw new RefusedError(
      409,
      "Left to a person",
      "This undo gives rights in IAM: exempt the finding, so that it stands, and run the commands with your own rights, in this order.",
      { commands: undoCommands(finding, steps) },
    );
  }
}

/** What a request and the decision that it made have in common. */
interface Parts {
  action: string;
  proposal?: string | undefined;
  reason?: string | undefined;
  force?: string | undefined;
  attempt?: number | undefined;
}

function sameParts(made: Parts, request: Parts): boolean {
  const { proposal, reason, force, attempt = made.attempt } = request;
  const parts = [proposal, reason, force, attempt];
  return [made.proposal, made.reason, made.force, made.attempt].every((part, index) => part === parts[index]);
}
