import { type InferResponseType, parseResponse } from "hono/client";
import { api } from "../../../api/client.ts";
import type { FindingDetail } from "../finding-types.ts";

export type Action = FindingDetail["actions"][number];

/** What a person wants done about a finding, with what it takes. */
export type Decision =
  | { action: "approve"; proposal: string }
  | { action: "reject"; proposal: string; reason: string }
  | { action: "undo"; reason: string; hours: number; force?: string | undefined }
  | { action: "exempt"; reason: string; hours: number }
  | { action: "dismiss"; reason: string }
  | { action: "retry" };

/** How it was written down. */
export type Decided = InferResponseType<(typeof api.findings)[":id"]["retry"]["$post"], 202>;

/** Sends it. With the same key it is the same decision, however often it is sent. */
export async function decide(id: string, decision: Decision, key: string): Promise<Decided> {
  const finding = api.findings[":id"];
  const about = { param: { id }, header: { "Idempotency-Key": key } };
  switch (decision.action) {
    case "approve": {
      const { proposal } = decision;
      return parseResponse(finding.approve.$post({ ...about, json: { proposal } }));
    }
    case "reject": {
      const { proposal, reason } = decision;
      return parseResponse(finding.reject.$post({ ...about, json: { proposal, reason } }));
    }
    case "undo": {
      const { reason, hours, force } = decision;
      return parseResponse(
        finding.undo.$post({ ...about, json: { reason, hours, ...(force && { force }) } }),
      );
    }
    case "exempt": {
      const { reason, hours } = decision;
      return parseResponse(finding.exempt.$post({ ...about, json: { reason, hours } }));
    }
    case "dismiss": {
      const { reason } = decision;
      return parseResponse(finding.dismiss.$post({ ...about, json: { reason } }));
    }
    case "retry":
      break;
  }
  return parseResponse(finding.retry.$post(about));
}
