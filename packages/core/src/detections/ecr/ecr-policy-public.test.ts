import { describePolicyDetection } from "../../../test/policy-detection.ts";
import detection from "./ecr-policy-public.ts";

describePolicyDetection(detection, {
  source: "ecr.amazonaws.com",
  eventName: "SetRepositoryPolicy",
  action: "ecr:BatchGetImage",
  fields: (policyText) => ({ requestParameters: { repositoryName: "team/app", policyText, force: false } }),
  resource: { arn: "arn:aws:ecr:us-east-1:111122223333:repository/team/app", id: "team/app" },
  what: "repository team/app",
  severity: "high",
  otherSource: "ecr-public.amazonaws.com",
  misses: [
    ["about no repository", { requestParameters: { policyText: "{" } }],
    ["about what can't be one", { requestParameters: { repositoryName: "../app", policyText: "{" } }],
  ],
});
