import { describe, expect, it } from "vitest";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./org-leave.ts";

const place = { account: ACCOUNT, region: "us-east-1" };
const judge = (fields: Record<string, unknown> = {}) =>
  detection.detect(parsed(record("organizations.amazonaws.com", "LeaveOrganization", fields)), place, {})
    .violations;

describe("LeaveOrganization", () => {
  it("is a violation of the account that has left", () => {
    expect(judge()).toEqual([
      {
        resource: {
          arn: `arn:aws:iam::${ACCOUNT}:root`,
          type: "AWS::Organizations::Account",
          id: ACCOUNT,
        },
        fingerprint: "left",
        summary: `Account ${ACCOUNT} has left its organization`,
        severity: "critical",
        evidence: { left: true },
      },
    ]);
  });

  it("is one where it was refused, too, and another than a success", () => {
    const refused = { errorCode: "AccessDenied", errorMessage: "no", requestParameters: null };
    expect(judge(refused)).toMatchObject([
      {
        fingerprint: "attempt",
        summary: expect.stringContaining("was refused"),
        severity: "critical",
        evidence: { left: false, error: "AccessDenied" },
      },
    ]);
  });

  it("keeps little of an error that somebody made up", () => {
    const [violation] = judge({ errorCode: "x".repeat(100_000) });
    expect(JSON.stringify(violation).length).toBeLessThan(1000);
  });

  it("is not taken from other calls", () => {
    const listening = listeners([detection]);
    const listens = (eventSource: string, eventName: string) =>
      isListenedTo({ eventSource, eventName }, listening);
    expect(listens("organizations.amazonaws.com", "LeaveOrganization")).toBe(true);
    expect(listens("organizations.amazonaws.com", "RemoveAccountFromOrganization")).toBe(false);
    expect(listens("account.amazonaws.com", "LeaveOrganization")).toBe(false);
  });

  it("leaves everything to a person", () => {
    expect(detection.response).toBeUndefined();
    expect(detection.byHand?.length).toBeGreaterThan(0);
  });
});
