import { type Deployment, deploymentParameter, logGroupName } from "@snapback/core/deployment/deployment";
import { apiUrl } from "./api.ts";
import { consoleUrl } from "./router.ts";
import { deployedRules } from "./rules.ts";
import { functions, place } from "./stage.ts";
import { testSecurityGroup } from "./test-vpc.ts";
import { topic } from "./topic.ts";
import { trail } from "./trail.ts";

/** What this stage is made of, for whoever looks at it from outside. */
const description = $util.all([trail?.arn, testSecurityGroup, consoleUrl, apiUrl]).apply(
  ([trailArn, group, console, api]): Deployment => ({
    version: 1,
    ...place,
    regions: [...place.regions],
    functions,
    rules: deployedRules,
    ...(trailArn && { trail: trailArn }),
    ...(group && { testSecurityGroup: group }),
    console,
    api,
  }),
);

new aws.ssm.Parameter("Deployment", {
  name: deploymentParameter(place.stage),
  description: "What this stage of Snapback is made of; npm run doctor starts here.",
  type: "String",
  value: $util.jsonStringify(description),
});

/** What `sst deploy` prints at the end. */
export const outputs = {
  console: consoleUrl,
  api: apiUrl,
  topic: topic.arn,
  logGroups: functions.map((name) => logGroupName(place.stage, name)),
  ...(testSecurityGroup && {
    testSecurityGroup,
    tryIt: $interpolate`aws ec2 authorize-security-group-ingress --region ${place.home} --group-id ${testSecurityGroup} --protocol tcp --port 22 --cidr 0.0.0.0/0`,
  }),
};
