import { describe, expect, it } from "vitest";
import { findingWith } from "../../../core/test/notices.ts";
import { toldOutcome } from "./live-outcome.ts";

const rule = { groupId: "sg-1", port: 22, description: "d" };

describe("what the doctor tells of a violation that Snapback left", () => {
  it("is a fault where nobody has chosen that it should", () => {
    const finding = findingWith({
      state: "open",
      hold: "made by an AWS service (x), which may depend on it",
    });
    expect(toldOutcome({ end: "left", afterMs: 1, finding }, rule, 100)).toMatchObject({
      status: "fail",
      detail: `TCP port 22 of sg-1 was opened to 0.0.0.0/0, and Snapback left it to a person: made by an AWS service (x), which may depend on it (${finding.id})`,
    });
  });
});
