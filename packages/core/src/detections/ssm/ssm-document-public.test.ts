import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount } from "../../../test/answered-account.ts";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./ssm-document-public.ts";

const judged = judgedBy(detection, "ssm.amazonaws.com");
const arn = `arn:aws:ssm:us-east-1:${ACCOUNT}:document/setup`;
const add = (accountIdsToAdd: unknown, more: Record<string, unknown> = {}) => ({
  requestParameters: { name: "setup", permissionType: "Share", accountIdsToAdd, ...more },
});
const share = (accountIdsToAdd: unknown, more?: Record<string, unknown>) =>
  judged("ModifyDocumentPermission", add(accountIdsToAdd, more));
const marks = ({ violations }: ReturnType<typeof judged>) =>
  violations.map(({ fingerprint, severity }) => [fingerprint, severity]);

describe("ssm-document-public", () => {
  it.each(["all", "All", "ALL"])("finds a document for everyone, as %s", (all) => {
    expect(share([all])).toEqual({
      ...shownNothing,
      violations: [
        {
          resource: { arn, type: "AWS::SSM::Document", id: "setup" },
          fingerprint: "public",
          summary: "document setup is shared with everyone",
          severity: "high",
          evidence: { name: "setup", sharedWith: "all" },
        },
      ],
    });
  });

  it("tells everyone from strangers, and each stranger from the other, once each", () => {
    expect(marks(share(["all", "999999999999", "444455556666", "All"]))).toEqual([
      ["public", "high"],
      ["account/999999999999", "medium"],
      ["account/444455556666", "medium"],
    ]);
  });

  it("leaves alone the own account, and those that are known", () => {
    const known = judgedBy(detection, "ssm.amazonaws.com", { accounts: ["999999999999"] });
    expect(marks(known("ModifyDocumentPermission", add([ACCOUNT, "999999999999", "444455556666"])))).toEqual([
      ["account/444455556666", "medium"],
    ]);
  });

  it.each([
    ["a call that failed", { ...add(["all"]), errorCode: "InvalidDocument" }],
    ["the inverse call", add(undefined, { accountIdsToRemove: ["all"] })],
    ["one that is taken away in the same call", add(["all"], { accountIdsToRemove: ["All"] })],
    ["text in place of a list", add("all")],
    ["values that are no accounts", add(["everyone", 7, null])],
    ["no document", add(["all"], { name: undefined })],
    ["no document's name", add(["all"], { name: "a b/c" })],
    ["nothing", { requestParameters: null }],
  ])("finds nothing in %s", (_what, fields) => {
    expect(judged("ModifyDocumentPermission", fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name", () => {
    const other = judgedBy(detection, "other.amazonaws.com");
    expect(other("ModifyDocumentPermission", add(["all"]))).toEqual(shownNothing);
  });
});

describe("in the live account", () => {
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (call === "ListTagsForResource") return { TagList: [{ Key: "Team", Value: "a" }] };
      if (call !== "DescribeDocumentPermission") return undefined;
      const sharing = (AccountId: string, SharedDocumentVersion: string) => ({
        AccountIds: [AccountId],
        AccountSharingInfoList: [{ AccountId, SharedDocumentVersion }],
      });
      return input.NextToken === undefined
        ? { ...sharing("999999999999", "$ALL"), NextToken: "more" }
        : sharing("444455556666", "7");
    });
  });
  afterAll(() => aws.close());
  const stranger = (account: string) => {
    const [found] = share([account]).violations;
    if (!found) throw new Error("it is one");
    return found;
  };

  it("shares the same versions again, where AWS has a word for them", async () => {
    const { plan, state, guard } = await aws.inspect(detection, stranger("999999999999"));
    expect(state).toEqual({ sharedWith: ["444455556666", "999999999999"] });
    expect(guard).toEqual({ "999999999999": true });
    expect(plan).toMatchObject({
      steps: [{ input: { AccountIdsToRemove: ["999999999999"] } }],
      undo: [{ input: { AccountIdsToAdd: ["999999999999"], SharedDocumentVersion: "$ALL" } }],
      confirm: "account 999999999999 may be one that you know",
    });
    const other = await aws.inspect(detection, stranger("444455556666"));
    expect(other.plan?.undo[0]?.input).toEqual({
      Name: "setup",
      PermissionType: "Share",
      AccountIdsToAdd: ["444455556666"],
    });
  });

  it("leaves a document alone that is shared no more", async () => {
    const found = stranger("123412341234");
    expect(await aws.inspect(detection, found)).toMatchObject({ guard: { "123412341234": false } });
    expect((await aws.inspect(detection, found)).plan).toBeUndefined();
    expect(await detection.response?.tags?.(found.resource, aws.live)).toEqual({ Team: "a" });
  });
});
