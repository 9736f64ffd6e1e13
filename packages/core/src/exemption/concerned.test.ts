import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findingWith } from "../../test/notices.ts";
import { type FindingStore, openFindings } from "../finding/store.ts";
import { coveredBy, restingUnder } from "./concerned.ts";

const until = "2026-11-24T09:00:00.000Z";
const by = { kind: "person" as const, name: "1@example.com", id: "1" };
const exemption = { id: "exm_1", reason: "x", by, madeAt: "2026-11-23T09:00:00.000Z", until };
const cover = { id: "exm_1", until, warnAt: until };
const arns = { resource: "arn:aws:ec2:*" };

let findings: FindingStore;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  close = table.close;
  findings = openFindings(table.client, table.table);
  for (let n = 0; n < 9; n++) {
    const latest = { ...findingWith().opened, eventTime: new Date(Date.UTC(2026, 10, 23) + n).toISOString() };
    const state = n < 7 ? ("open" as const) : ("exempt" as const);
    const fields = { id: `fnd_${n}`, state, latest, detection: n === 6 ? "other" : "wanted" };
    await findings.save(
      findingWith({ ...fields, ...(state === "exempt" && { exemption: cover }) }),
      undefined,
    );
  }
});
afterAll(() => close());

const covered = async (scope: object, limits?: Parameters<typeof coveredBy>[2]) =>
  (await coveredBy(findings, { ...exemption, scope }, limits)).map(({ id }) => id);

it("are found page by page, the latest first, and at most so many", async () => {
  const ids = ["fnd_6", "fnd_5", "fnd_4", "fnd_3", "fnd_2", "fnd_1", "fnd_0"];
  expect(await covered(arns)).toEqual(ids);
  expect(await covered(arns, { most: 5, page: 2, pages: 9 })).toEqual(ids.slice(0, 5));
  expect(await covered(arns, { most: 99, page: 2, pages: 2 })).toEqual(ids.slice(0, 4));
  expect(await covered({ ...arns, detection: "other" })).toEqual(["fnd_6"]);
});

it("are the one that an exemption names, where it is not at rest", async () => {
  const none = { most: 99, page: 1, pages: 0 };
  expect(await covered({ finding: "fnd_3" }, none)).toEqual(["fnd_3"]);
  expect(await covered({ finding: "fnd_3", detection: "other" })).toEqual([]);
  expect(await covered({ finding: "fnd_7" })).toEqual([]);
  expect(await covered({ finding: "fnd_none" })).toEqual([]);
});

it("are those that rest under it, and under no other", async () => {
  const resting = async (id: string, scope: object) =>
    (await restingUnder(findings, { ...exemption, id, scope })).map((finding) => finding.id);
  expect(await resting("exm_1", arns)).toEqual(["fnd_8", "fnd_7"]);
  expect(await resting("exm_1", { finding: "fnd_7" })).toEqual(["fnd_7"]);
  expect(await resting("exm_2", arns)).toEqual([]);
  expect(await resting("exm_2", { finding: "fnd_7" })).toEqual([]);
  expect(await resting("exm_1", { finding: "fnd_3" })).toEqual([]);
});
