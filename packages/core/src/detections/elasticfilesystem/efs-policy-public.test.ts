import { expect, it } from "vitest";
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
