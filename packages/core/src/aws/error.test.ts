import { EC2 } from "@aws-sdk/client-ec2";
import { describe, expect, it } from "vitest";
import { type AwsFailure, awsFailure, StillChangingError } from "./error.ts";

/** As the SDK throws what AWS answered. */
function answered(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error("no"), { name, $fault: "client", $metadata: { httpStatusCode } });
}

describe("an error of an AWS call", () => {
  it.each<[AwsFailure, Error]>([
    ["denied", answered("UnauthorizedOperation", 403)],
    ["denied", answered("AccessDeniedException")],
    ["denied", answered("ExpiredToken")],
    ["passing", answered("RequestLimitExceeded", 503)],
    ["passing", answered("ThrottlingException")],
    ["passing", answered("InternalError", 500)],
    ["passing", answered("Unknown", 429)],
    ["passing", answered("IncorrectState")],
    // A key that was just saved from its deletion may still look as if it were to go.
    ["passing", answered("KMSInvalidStateException")],
    ["passing", answered("EntityTemporarilyUnmodifiableException", 409)],
    ["passing", answered("PrefixListVersionMismatch")],
    ["passing", answered("InvalidClusterStateFault")],
    ["passing", answered("ResourceInUseException", 409)],
    ["passing", answered("InvalidDBInstanceStateFault")],
    ["passing", new StillChangingError("pl-1 is in modify-in-progress")],
    ["refused", answered("IncorrectInstanceState")],
    ["gone", answered("InvalidGroup.NotFound")],
    ["gone", answered("InvalidSecurityGroupRuleId.NotFound")],
    ["there", answered("InvalidPermission.Duplicate")],
    ["refused", answered("InvalidParameterValue")],
    ["refused", answered("RulesPerSecurityGroupLimitExceeded")],
  ])("is %s", (failure, error) => {
    expect(awsFailure(error)).toBe(failure);
  });

  it("of the network may pass, whether the SDK has a name for it or not", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const ec2 = new EC2({ endpoint: "http://127.0.0.1:9", region: "us-east-1", credentials, maxAttempts: 1 });
    const error: unknown = await ec2.describeVpcs({}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
    expect(awsFailure(error)).toBe("passing");
    expect(awsFailure(Object.assign(new Error("x"), { name: "TimeoutError" }))).toBe("passing");
    expect(awsFailure(Object.assign(new Error("x"), { code: "ENOTFOUND" }))).toBe("passing");
  });

  it.each([
    new Error("a bug"),
    new TypeError("x is undefined"),
    Object.assign(new Error("x"), { code: 5 }),
    "x",
  ])("is none of AWS's: %s", (error) => {
    expect(awsFailure(error)).toBeUndefined();
  });
});
