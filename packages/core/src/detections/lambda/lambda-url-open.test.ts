import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./lambda-url-open.ts";

const judged = judgedBy(detection, "lambda.amazonaws.com");
const arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:job`;
const request = (more: Record<string, unknown> = {}) => ({
  requestParameters: { functionName: "job", authType: "NONE", ...more },
});

describe("the address of a function", () => {
  it.each(["CreateFunctionUrlConfig", "UpdateFunctionUrlConfig", "UpdateFunctionUrlConfig20211031"])(
    "is found where it asks nobody, by %s",
    (eventName) => {
      expect(judged(eventName, request())).toEqual({
        ...shownNothing,
        violations: [
          {
            resource: { arn, type: "AWS::Lambda::Function", id: "job" },
            fingerprint: "open-url",
            summary: "the address of function job asks nobody who they are",
            severity: "high",
            evidence: { name: "job", qualifier: undefined },
          },
        ],
      });
    },
  );

  it("is the alias's where it is for one", () => {
    for (const more of [{ qualifier: "live" }, { functionName: `${arn}:live` }])
      expect(judged("CreateFunctionUrlConfig", request(more)).violations).toMatchObject([
        { resource: { arn: `${arn}:live` }, evidence: { name: "job", qualifier: "live" } },
      ]);
  });

  it("is told from the answer where the request names no function", () => {
    const fields = { ...request({ functionName: undefined }), responseElements: { functionArn: arn } };
    expect(judged("CreateFunctionUrlConfig", fields).violations).toMatchObject([{ resource: { arn } }]);
  });

  it.each([
    ["that failed", "CreateFunctionUrlConfig", { ...request(), errorCode: "AccessDeniedException" }],
    ["that asks for a signature", "CreateFunctionUrlConfig", request({ authType: "AWS_IAM" })],
    ["about something else", "UpdateFunctionUrlConfig", request({ authType: undefined, cors: {} })],
    [
      "about something else of an open one",
      "UpdateFunctionUrlConfig",
      { ...request({ authType: undefined }), responseElements: { authType: "NONE", functionArn: arn } },
    ],
    ["that takes it away", "DeleteFunctionUrlConfig", request()],
    [
      "about another account's function",
      "CreateFunctionUrlConfig",
      request({ functionName: arn.replace(ACCOUNT, "999999999999") }),
    ],
    ["about nothing", "CreateFunctionUrlConfig", { requestParameters: null }],
  ])("is none by a call %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("is none by another service's call of the same name", () => {
    expect(judgedBy(detection, "other.amazonaws.com")("CreateFunctionUrlConfig", request())).toEqual(
      shownNothing,
    );
  });
});
