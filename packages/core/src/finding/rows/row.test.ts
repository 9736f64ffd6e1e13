import { describe, expect, it } from "vitest";
import { findingWith } from "../../../test/notices.ts";
import { FindingRow, openMs, rowOf } from "./row.ts";

const { opened } = findingWith();
const at = "2026-11-23T09:00:00.000Z";

describe("a finding's row", () => {
  it("tells of the call that opened it, and of the latest one", () => {
    const latest = {
      ...opened,
      eventTime: at,
      eventName: "ModifySecurityGroupRules",
      actor: { type: "AssumedRole", name: "other", principal: "arn:aws:iam::111122223333:role/other" },
    };
    expect(rowOf(findingWith({ latest }))).toMatchObject({
      openedAt: opened.eventTime,
      lastSeenAt: at,
      eventName: "ModifySecurityGroupRules",
      actor: "other",
      principal: "arn:aws:iam::111122223333:role/other",
    });
  });

  it("has room for no more than its kinds ever have, and is a row all the same", () => {
    const huge = "x".repeat(50_000);
    const actor = { type: "IAMUser", name: huge, principal: huge, sourceIp: huge };
    const row = rowOf(
      findingWith({
        summary: huge,
        resource: { arn: huge, type: huge, id: huge },
        latest: { ...opened, eventName: huge, actor },
      }),
    );
    expect(JSON.stringify(row).length).toBeLessThan(10_000);
    expect(FindingRow.parse(row)).toEqual(row);
  });

  it("names each exemption that covers it or has covered it once, the present one last", () => {
    const exemption = { id: "exm_2", until: at, warnAt: at };
    const exemptions = (fields: Parameters<typeof findingWith>[0]) => rowOf(findingWith(fields)).exemptions;
    expect(exemptions({})).toEqual([]);
    expect(exemptions({ exemption })).toEqual(["exm_2"]);
    expect(exemptions({ exemption, exemptedBy: ["exm_1", "exm_2"] })).toEqual(["exm_1", "exm_2"]);
    expect(exemptions({ exemptedBy: ["exm_1"] })).toEqual(["exm_1"]);
  });
});

it("how long a finding stood open is from the call to safe again, and never less than nothing", () => {
  const safe = (time: string) => ({ at: time, by: "snapback" as const });
  const openedAt = "2026-11-23T08:00:00Z";
  expect(openMs({ openedAt, safe: safe("2026-11-23T08:00:05.120Z") })).toBe(5120);
  expect(openMs({ openedAt, safe: safe("2026-11-23T07:59:59.900Z") })).toBe(0);
  expect(openMs({ openedAt, safe: undefined })).toBeUndefined();
});
