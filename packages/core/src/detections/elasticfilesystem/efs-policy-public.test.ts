import { expect, it } from "vitest";
import { openAnsweredAccount, said } from "../../../test/answered-account.ts";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { describePolicyDetection } from "../../../test/policy-detection.ts";
import detection from "./efs-policy-public.ts";

const arn = "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0123456789abcdef0";
const about = {
  source: "elasticfilesystem.amazonaws.com",
  eventName: "PutFileSystemPolicy",
  action: "elasticfilesystem:ClientMount",
  resource: { arn, id: "fs-0123456789abcdef0" },
  what: "file system fs-0123456789abcdef0",
  severity: "medium",
  otherSource: "fsx.amazonaws.com",
};

describePolicyDetection(detection, {
  ...about,
  fields: (policy) => ({ requestParameters: { fileSystemId: "fs-0123456789abcdef0", policy } }),
  misses: [["about no file system", { requestParameters: { fileSystemId: "fs-", policy: "{" } }]],
});
describePolicyDetection(detection, {
  ...about,
  fields: (policy) => ({ requestParameters: { fileSystemId: arn, policy } }),
});

it("leaves alone what AWS itself suggests: everyone who comes by a mount target", () => {
  const Condition = { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } };
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "elasticfilesystem:ClientMount",
    Condition,
  };
  const requestParameters = { fileSystemId: arn, policy: JSON.stringify({ Statement: [statement] }) };
  expect(judgedBy(detection, about.source)(about.eventName, { requestParameters })).toEqual(shownNothing);
});

it("bounds the only statement to mount targets: without a policy AWS lets everyone there do everything", async () => {
  const everyone = {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
  };
  let policy = JSON.stringify({ Version: "2012-10-17", Statement: [everyone] });
  const path = "/2015-02-01/file-systems/fs-0123456789abcdef0/policy";
  const aws = await openAnsweredAccount(({ call, input }) => {
    if (call === `PUT ${path}`) policy = said(input.Policy);
    return call.endsWith(path) ? { Policy: policy } : undefined;
  });
  const requestParameters = { fileSystemId: arn, policy };
  const { violations } = judgedBy(detection, about.source)(about.eventName, { requestParameters });
  const [found] = violations;
  if (!found) throw new Error("it is found");
  const before = policy;
  const { plan } = await aws.inspect(detection, found);
  if (!plan) throw new Error("there is a plan");
  const answers = await aws.run(plan);
  expect(JSON.parse(policy).Statement).toEqual([
    { ...everyone, Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } } },
  ]);
  expect(plan.steps[0]?.does).toContain("in their place the same for who comes by a mount target");
  expect((await aws.inspect(detection, found)).plan).toBeUndefined();
  await aws.undo(plan, answers);
  expect(policy).toBe(before);
  await aws.close();
});
