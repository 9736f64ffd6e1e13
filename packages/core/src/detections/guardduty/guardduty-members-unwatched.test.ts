import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import detection from "./guardduty-members-unwatched.ts";

const MEMBER = "999999999999";
const judge = (requestParameters: unknown, fields: Record<string, unknown> = {}) =>
  detection.detect(
    parsed(record("guardduty.amazonaws.com", "StopMonitoringMembers", { requestParameters, ...fields })),
    place,
    {},
  ).violations;

describe("StopMonitoringMembers", () => {
  it("is a violation for each member", () => {
    expect(judge({ detectorId: "d1", accountIds: [MEMBER, "444455556666", MEMBER] })).toEqual([
      {
        resource: {
          arn: `arn:aws:guardduty:us-east-1:${ACCOUNT}:detector/d1`,
          type: "AWS::GuardDuty::Detector",
          id: "d1",
        },
        fingerprint: `member/${MEMBER}`,
        summary: `GuardDuty no longer watches member account ${MEMBER}`,
        severity: "critical",
        evidence: { detector: "d1", member: MEMBER },
      },
      expect.objectContaining({ fingerprint: "member/444455556666" }),
    ]);
    expect(judge({ detectorId: "d1", accountIds: MEMBER })).toHaveLength(1);
  });

  it("is none where it failed, or names nobody", () => {
    const request = { detectorId: "d1", accountIds: [MEMBER] };
    expect(judge(request, { errorCode: "AccessDenied" })).toEqual([]);
    for (const unclear of [
      null,
      {},
      { ...request, detectorId: "" },
      { ...request, accountIds: [1, "everyone"] },
    ])
      expect(judge(unclear)).toEqual([]);
  });
});

describe("the response", () => {
  let members: { [account: string]: string } = {};
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (JSON.stringify(input) !== JSON.stringify({ accountIds: [MEMBER] })) return undefined;
      if (call === "POST /detector/d1/member/get") {
        const rows = Object.entries(members).map(([accountId, relationshipStatus]) => ({
          accountId,
          masterId: ACCOUNT,
          email: "member@example.com",
          updatedAt: "",
          relationshipStatus,
        }));
        return { members: rows, unprocessedAccounts: [] };
      }
      if (call === "POST /detector/d1/member/start") members = { [MEMBER]: "Enabled" };
      else if (call === "POST /detector/d1/member/stop") members = { [MEMBER]: "Disabled" };
      else return undefined;
      return { unprocessedAccounts: [] };
    });
  });
  afterAll(() => aws.close());
  const [violation] = judge({ detectorId: "d1", accountIds: [MEMBER] });
  if (!violation) throw new Error("there is one");

  it("watches the member again, and the undo stops that", async () => {
    members = { [MEMBER]: "Disabled" };
    const before = await aws.inspect(detection, violation);
    const { plan } = before;
    if (!plan) throw new Error("there is one");
    const answers = await aws.run(plan);
    expect(await aws.inspect(detection, violation)).toEqual({
      state: { member: MEMBER, relationship: "Enabled" },
    });
    await aws.undo(plan, answers);
    expect(await aws.inspect(detection, violation)).toEqual(before);
  });

  it("has nothing to do for an account that is no member any more", async () => {
    members = { "444455556666": "Disabled" };
    expect(await aws.inspect(detection, violation)).toEqual({
      state: { member: MEMBER, relationship: "none" },
    });
  });
});
