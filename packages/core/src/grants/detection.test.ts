import { describe, expect, it } from "vitest";
import { respondingService } from "../detections/define.ts";
import { detections } from "../detections/registry.ts";
import { accountStatements, sweepStatements } from "./account.ts";
import { detectionSweepStatements, responseCalls, responseStatements } from "./detection.ts";
import type { Statement } from "./statement.ts";

const place = { account: "111122223333", partition: "aws", regions: ["eu-central-1", "us-east-1"] };
const services = [...new Set(detections.flatMap((each) => respondingService(each) ?? []))];

/** Each right by itself, whichever statements they are put together in. */
function rights(statements: readonly Statement[]): string[] {
  const each = statements.flatMap(({ actions, resources, conditions = [] }) =>
    actions.flatMap((action) => resources.map((resource) => JSON.stringify([action, resource, conditions]))),
  );
  return [...new Set(each)].toSorted();
}

const named = (id: string) => {
  const found = detections.find((each) => each.id === id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

describe("the rights that detections need for their responses", () => {
  it.each([false, true])(
    "are those of their service's function, undo of rights in IAM: %s",
    (undoIamRights) => {
      for (const service of services) {
        const theirs = detections.filter((each) => respondingService(each) === service);
        const granted = theirs.flatMap((each) =>
          responseStatements(each, { ...place, undoIamRights }).filter(({ withheld }) => !withheld),
        );
        expect({ service, rights: rights(granted) }).toEqual({
          service,
          rights: rights(accountStatements(service, detections, { ...place, undoIamRights })),
        });
      }
    },
  );

  it("are each told once, for what is always needed, for an undo, or not to be had", () => {
    for (const detection of detections) {
      const all = responseStatements(detection, place);
      expect(all.flatMap((one) => rights([one]))).toHaveLength(rights(all).length);
    }
  });

  it("mark what only an undo needs, and what is not granted since it gives rights in IAM", () => {
    const forUndo = (id: string, undoIamRights: boolean) =>
      responseStatements(named(id), { ...place, undoIamRights })
        .filter(({ onlyUndo }) => onlyUndo)
        .flatMap(({ actions, withheld }) => actions.map((action) => ({ action, withheld })))
        .toSorted((a, b) => (a.action < b.action ? -1 : 1));
    const attach = ["iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy"];
    for (const undoIamRights of [false, true])
      expect(forUndo("iam-admin-attached", undoIamRights)).toEqual(
        attach.map((action) => ({ action, withheld: !undoIamRights })),
      );
    expect(forUndo("iam-password-policy-weak", false)).toEqual([
      { action: "iam:DeleteAccountPasswordPolicy", withheld: false },
    ]);
    expect(forUndo("ec2-sg-ingress-world", false)).toEqual([]);
  });

  it("are none where it only reports", () => {
    expect(responseStatements(named("root-console-login"), place)).toEqual([]);
    expect(responseCalls(named("root-console-login"), place)).toEqual([]);
  });
});

describe("the rights that detections need for their sweeps", () => {
  it("are together those of the function that sweeps", () => {
    const theirs = detections.flatMap((each) => detectionSweepStatements(each, place));
    // Its statements put services together, so their resources are looked at by themselves.
    const plain = (statements: readonly Statement[]) => [
      new Set(statements.flatMap(({ actions }) => actions)),
      new Set(statements.flatMap(({ resources }) => resources)),
    ];
    expect(plain(theirs)).toEqual(plain(sweepStatements(detections, place)));
  });
});

describe("the calls of a response", () => {
  it("tell which of them change something, and which are left to a person", () => {
    const calls = responseCalls(named("iam-admin-attached"), place);
    expect(calls).toContainEqual({
      call: "iam:AttachUserPolicy",
      changes: true,
      onlyUndo: true,
      withheld: true,
    });
    expect(calls).toContainEqual({
      call: "iam:DetachUserPolicy",
      changes: true,
      onlyUndo: false,
      withheld: false,
    });
    expect(calls.some(({ changes, onlyUndo }) => !changes && !onlyUndo)).toBe(true);
  });
});
