import { expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { describePolicyDetection } from "../../../test/policy-detection.ts";
import detection from "./secret-policy-public.ts";

const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:app/db-a1B2c3";
const about = {
  source: "secretsmanager.amazonaws.com",
  eventName: "PutResourcePolicy",
  action: "secretsmanager:GetSecretValue",
  resource: { arn, id: "app/db" },
  what: "secret app/db",
  severity: "critical",
  otherSource: "glue.amazonaws.com",
};

describePolicyDetection(detection, {
  ...about,
  fields: (resourcePolicy) => ({
    requestParameters: { secretId: "app/db", resourcePolicy, blockPublicPolicy: false },
    responseElements: { aRN: arn, name: "app/db" },
  }),
});
describePolicyDetection(detection, {
  ...about,
  fields: (resourcePolicy) => ({ requestParameters: { secretId: arn, resourcePolicy } }),
});

it("finds a secret that an AWS service keeps, whose name has a !", () => {
  const secretId = "arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-0f1e2d3c-a1B2c3";
  const statement = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  const requestParameters = { secretId, resourcePolicy: { Statement: [statement] } };
  expect(judgedBy(detection, about.source)(about.eventName, { requestParameters }).violations).toMatchObject([
    { resource: { arn: secretId, id: "rds!db-0f1e2d3c" } },
  ]);
});

it("asks for the ARN of a secret that is open, where the record has the name alone", () => {
  const judged = judgedBy(detection, "secretsmanager.amazonaws.com");
  const statement = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  const put = (given: object) =>
    judged("PutResourcePolicy", {
      requestParameters: { secretId: "app/db", resourcePolicy: { Statement: [given] } },
    });
  expect(put(statement)).toMatchObject({ violations: [], suspicions: [{ ask: { secretId: "app/db" } }] });
  expect(put({ ...statement, Effect: "Deny" })).toEqual(shownNothing);
});
