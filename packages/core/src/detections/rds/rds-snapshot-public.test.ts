import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./rds-snapshot-public.ts";

const judged = judgedBy(detection, "rds.amazonaws.com");
const dBSnapshotIdentifier = "orders-before";
const add = (valuesToAdd: unknown, more: Record<string, unknown> = {}) => ({
  requestParameters: { dBSnapshotIdentifier, attributeName: "restore", valuesToAdd, ...more },
});
const marks = ({ violations }: ReturnType<typeof judged>) =>
  violations.map(({ fingerprint, severity }) => [fingerprint, severity]);

describe("rds-snapshot-public", () => {
  it("finds a snapshot for everyone", () => {
    expect(judged("ModifyDBSnapshotAttribute", add(["all"]))).toEqual({
      ...shownNothing,
      violations: [
        {
          resource: {
            arn: `arn:aws:rds:us-east-1:${ACCOUNT}:snapshot:orders-before`,
            type: "AWS::RDS::DBSnapshot",
            id: "orders-before",
          },
          fingerprint: "public",
          summary: "database snapshot orders-before is shared with everyone",
          severity: "critical",
          evidence: { kind: "snapshot", identifier: "orders-before", sharedWith: "all" },
        },
      ],
    });
  });

  it("finds a cluster's snapshot, which is another resource", () => {
    const requestParameters = {
      dBClusterSnapshotIdentifier: "orders-before",
      attributeName: "restore",
      valuesToAdd: ["all"],
    };
    expect(judged("ModifyDBClusterSnapshotAttribute", { requestParameters }).violations).toMatchObject([
      { resource: { arn: `arn:aws:rds:us-east-1:${ACCOUNT}:cluster-snapshot:orders-before` } },
    ]);
  });

  it("tells everyone from strangers, and each stranger from the other, once each", () => {
    const shared = judged("ModifyDBSnapshotAttribute", add(["all", "999999999999", "444455556666", "all"]));
    expect(marks(shared)).toEqual([
      ["public", "critical"],
      ["account/999999999999", "medium"],
      ["account/444455556666", "medium"],
    ]);
  });

  it("leaves alone the own account, and those that are known", () => {
    const known = judgedBy(detection, "rds.amazonaws.com", { accounts: ["999999999999"] });
    expect(marks(known("ModifyDBSnapshotAttribute", add([ACCOUNT, "999999999999", "444455556666"])))).toEqual(
      [["account/444455556666", "medium"]],
    );
  });

  it.each([
    ["a call that failed", { ...add(["all"]), errorCode: "DBSnapshotNotFound" }],
    ["the inverse call", add([], { valuesToRemove: ["all"] })],
    ["another attribute", add(["all"], { attributeName: "engine" })],
    ["text in place of a list", add("all")],
    ["values that are no accounts", add(["everyone", 7, null])],
    ["no snapshot", add(["all"], { dBSnapshotIdentifier: undefined })],
    ["nothing", { requestParameters: null }],
  ])("finds nothing in %s", (_what, fields) => {
    expect(judged("ModifyDBSnapshotAttribute", fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name", () => {
    expect(judgedBy(detection, "redshift.amazonaws.com")("ModifyDBSnapshotAttribute", add(["all"]))).toEqual(
      shownNothing,
    );
  });
});
