import { respondingService } from "@snapback/core/detections/define";
import { detections } from "@snapback/core/detections/registry";
import { accountStatements } from "@snapback/core/grants/account";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { testConfig } from "../../../../core/test/config.ts";
import { openTestApi, type TestApi } from "../../../test/api.ts";
import { DetectionDetail } from "./detail.ts";
import { DetectionSummary } from "./view.ts";

const ingress = "ec2-sg-ingress-world";
const config = {
  ...testConfig,
  modes: { [ingress]: { mode: "approve" as const, accounts: { "444455556666": "auto" as const } } },
  parameters: { [ingress]: { tcpPorts: [80, 443, 8443] } },
};

let t: TestApi;
beforeAll(async () => {
  t = await openTestApi({ config });
  for (const fields of [
    { severity: "critical" as const, state: "open" as const },
    { severity: "high" as const, state: "failed" as const },
    { severity: "high" as const, state: "exempt" as const },
    { severity: "low" as const, state: "remediated" as const },
  ])
    await t.finding({ detection: ingress, pending: [], ...fields });
  await t.finding({ detection: "kms-key-deletion", state: "open", pending: [] });
});
afterAll(() => t.close());

const List = z.object({ detections: z.array(z.strictObject(DetectionSummary.shape)) });
const list = async () => List.parse((await t.send("GET", "/api/detections")).body).detections;
const detail = async (id: string, api = t) =>
  z.strictObject(DetectionDetail.shape).parse((await api.send("GET", `/api/detections/${id}`)).body);

/** How many findings the list behind a number has. */
async function listed(where: readonly string[]): Promise<unknown> {
  const terms = where.map((term) => `where=${encodeURIComponent(term)}`).join("&");
  return (await t.send("GET", `/api/findings?limit=1&${terms}`)).body.total;
}

describe("the list of detections", () => {
  it("has them all, with what each can do", async () => {
    const all = await list();
    expect(all.map(({ id }) => id)).toEqual(detections.map(({ id }) => id));
    const told = (id: string) => all.find((one) => one.id === id);
    expect(told(ingress)).toMatchObject({ service: "ec2", responds: true, sweeps: true });
    expect(told("root-console-login")).toMatchObject({ service: "signin", responds: false, sweeps: false });
    expect(told("opensearch-policy-public")).toMatchObject({ service: "es" });
  });

  it("counts what each has found, and what of it stands now, with the list behind every number", async () => {
    const all = await list();
    const found = all.filter(({ findings }) => findings.total.count > 0);
    expect(found.map(({ id, findings }) => [id, findings.standing.count, findings.total.count])).toEqual([
      [ingress, 2, 4],
      ["kms-key-deletion", 1, 1],
    ]);
    for (const { findings } of found) {
      expect(findings.lastSeenAt).toBeDefined();
      for (const { count, where } of [findings.standing, findings.total])
        expect([where, await listed(where)]).toEqual([where, count]);
    }
    expect(all.find(({ id }) => id === "kms-key-disabled")?.findings).not.toHaveProperty("lastSeenAt");
  });
});

describe("a detection", () => {
  it("has all that its declaration says to people, and what was deployed for it", async () => {
    const { detection, deployed, attacks, service } = await detail(ingress);
    const declared = detections.find(({ id }) => id === ingress);
    for (const name of ["title", "why", "triage", "falsePositives", "references", "events"] as const)
      expect(detection[name]).toEqual(declared?.[name]);
    expect(service).toBe("ec2");
    expect(deployed).toMatchObject({
      mode: "approve",
      accounts: { "444455556666": "auto" },
      parameters: { tcpPorts: [80, 443, 8443], udpPorts: [], icmp: true },
    });
    expect(attacks).toContainEqual({ name: "open-ssh", title: "SSH from everywhere" });
  });

  it("that can't respond or is not swept says so", async () => {
    const lacking = detections.filter(({ response, sweep }) => !response || !sweep);
    expect(lacking.length).toBeGreaterThan(3);
    for (const { id, response, sweep } of lacking) {
      const told = await detail(id);
      expect([id, told.response !== undefined, told.sweep !== undefined]).toEqual([
        id,
        response !== undefined,
        sweep !== undefined,
      ]);
    }
  });

  it("needs the very rights that are granted for it", async () => {
    for (const service of ["ec2", "iam", "signin"]) {
      const theirs = detections.filter((each) => respondingService(each) === service);
      const shown = await Promise.all(theirs.map(async ({ id }) => (await detail(id)).response));
      const granted = shown.flatMap((one) => one?.statements.filter(({ withheld }) => !withheld) ?? []);
      const place = { account: "111122223333", partition: "aws", regions: ["us-east-1", "eu-central-1"] };
      expect(rights(granted)).toEqual(rights(accountStatements(service, detections, place)));
      expect(new Set(shown.map((one) => one?.function))).toEqual(new Set([`respond-${service}`]));
    }
  });

  it("marks the rights of an undo that gives rights in IAM as not granted, unless the operator grants them", async () => {
    const forUndo = async (api: TestApi) =>
      (await detail("iam-admin-attached", api)).response?.statements.filter(({ onlyUndo }) => onlyUndo);
    const kept = await forUndo(t);
    expect(kept?.flatMap(({ actions }) => actions)).toContain("iam:AttachUserPolicy");
    expect(kept?.every(({ withheld }) => withheld)).toBe(true);
    const generous = await openTestApi({ config: { ...config, undoIamRights: true } });
    expect((await forUndo(generous))?.some(({ withheld }) => withheld)).toBe(false);
    await generous.close();
  });

  it("counts its own findings by severity and by state, with the list behind every number", async () => {
    const { findings } = await detail(ingress);
    expect([findings.standing.count, findings.total.count]).toEqual([2, 4]);
    const nonzero = findings.bySeverity.filter(({ count }) => count > 0);
    expect(nonzero.map(({ severity, count }) => [severity, count])).toEqual([
      ["critical", 1],
      ["high", 1],
    ]);
    for (const { count, where } of [...findings.bySeverity, ...findings.byState])
      expect([where, await listed(where)]).toEqual([where, count]);
  });

  it.each(["nothing", "constructor", "ec2-sg-ingress-world2"])("%s is not there", async (id) => {
    expect(await t.send("GET", `/api/detections/${id}`)).toMatchObject({
      status: 404,
      type: expect.stringContaining("problem+json"),
      body: { title: "Not found", detail: expect.stringContaining(id) },
    });
  });
});

/** Each right by itself, whichever statements they are put together in. */
function rights(
  statements: readonly {
    actions: readonly string[];
    resources: readonly string[];
    conditions?: readonly unknown[];
  }[],
): string[] {
  const each = statements.flatMap(({ actions, resources, conditions = [] }) =>
    actions.flatMap((action) => resources.map((resource) => JSON.stringify([action, resource, conditions]))),
  );
  return [...new Set(each)].toSorted();
}
