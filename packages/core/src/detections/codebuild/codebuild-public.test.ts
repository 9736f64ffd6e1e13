import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, said } from "../../../test/answered-account.ts";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./codebuild-public.ts";

const judged = judgedBy(detection, "codebuild.amazonaws.com");
const projectArn = `arn:aws:codebuild:us-east-1:${ACCOUNT}:project/site`;
const role = `arn:aws:iam::${ACCOUNT}:role/readers`;
const request = (more: Record<string, unknown> = {}) => ({
  requestParameters: { projectArn, projectVisibility: "PUBLIC_READ", resourceAccessRole: role, ...more },
});
const found = {
  resource: { arn: projectArn, type: "AWS::CodeBuild::Project", id: "site" },
  fingerprint: "public",
  summary: "everyone may read the builds of project site",
  severity: "high" as const,
  evidence: { name: "site" },
};

describe("a project whose builds everyone may read", () => {
  it("is found", () => {
    expect(judged("UpdateProjectVisibility", request())).toEqual({ ...shownNothing, violations: [found] });
  });

  it.each([
    ["a call that failed", { ...request(), errorCode: "AccessDenied" }],
    ["the inverse call", request({ projectVisibility: "PRIVATE" })],
    ["no project", request({ projectArn: undefined })],
    ["no project's ARN", request({ projectArn: `${projectArn}/x y` })],
    ["another account's project", request({ projectArn: projectArn.replace(ACCOUNT, "999999999999") })],
    ["another region's project", request({ projectArn: projectArn.replace("us-east-1", "eu-west-1") })],
    ["nothing", { requestParameters: null }],
  ])("is none by %s", (_what, fields) => {
    expect(judged("UpdateProjectVisibility", fields)).toEqual(shownNothing);
  });

  it("is none by another service's call of the same name", () => {
    const other = judgedBy(detection, "other.amazonaws.com");
    expect(other("UpdateProjectVisibility", request())).toEqual(shownNothing);
  });
});

describe("in the live account", () => {
  const names = ["site", ...Array.from({ length: 120 }, (_, index) => `project-${index}`)];
  let site: JsonObject = {};
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      const wanted = Array.isArray(input.names) ? input.names : [];
      if (call === "ListProjects") return { projects: names };
      if (call === "BatchGetProjects" && wanted.length > 100) return { error: "InvalidInputException" };
      if (call === "BatchGetProjects")
        return {
          projects: wanted.map((name) => ({
            name,
            arn: projectArn.replace("site", said(name)),
            tags: [{ key: "Team", value: "a" }],
            ...(name === "site" && site),
          })),
        };
      if (call !== "UpdateProjectVisibility" || input.projectArn !== projectArn) return undefined;
      const { projectVisibility, resourceAccessRole } = input;
      // What AWS keeps of the role of a project that is private is not known: it is told again.
      site = { projectVisibility, ...(projectVisibility === "PUBLIC_READ" && { resourceAccessRole }) };
      return { projectArn };
    });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    site = { projectVisibility: "PUBLIC_READ", resourceAccessRole: role };
  });

  it("is private again, and public again with the role that it had", async () => {
    const before = await aws.inspect(detection, found);
    if (!before.plan) throw new Error("there is a plan");
    expect(before.state).toEqual({ projectVisibility: "PUBLIC_READ", resourceAccessRole: role });
    expect(await aws.sweep(detection)).toEqual([`${projectArn} public`]);
    const answers = await aws.run(before.plan);
    expect(await aws.inspect(detection, found)).toEqual({ state: { projectVisibility: "PRIVATE" } });
    expect(await aws.sweep(detection)).toEqual([]);
    await aws.undo(before.plan, answers);
    expect(await aws.inspect(detection, found)).toEqual(before);
  });

  it("may be public without a role", async () => {
    site = { projectVisibility: "PUBLIC_READ" };
    const { plan } = await aws.inspect(detection, found);
    expect(plan?.undo[0]?.input).toEqual({ projectArn, projectVisibility: "PUBLIC_READ" });
  });

  it("has tags", async () => {
    expect(await detection.response?.tags?.(found.resource, aws.live)).toEqual({ Team: "a" });
  });
});
