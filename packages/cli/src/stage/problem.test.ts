import { describe, expect, it } from "vitest";
import { callerProblem } from "./problem.ts";

const aws = { stage: "dev", region: "eu-west-1", endpoint: undefined };
const laptop = { stage: "laptop", region: "us-east-1", endpoint: "http://127.0.0.1:4566" };

function failure(name: string, message: string, code?: string): Error {
  return Object.assign(new Error(message), { name }, code && { code });
}

describe("callerProblem", () => {
  it("says what to do without credentials, with expired ones, and with unknown ones", () => {
    const none = failure("CredentialsProviderError", "Could not load credentials from any providers");
    expect(callerProblem(none, aws)).toBe(
      "No AWS credentials were found. Run `aws sso login` or set AWS_PROFILE; docs/deploy.md lists what is needed.",
    );
    for (const expired of [
      failure("ExpiredTokenException", "The security token included in the request is expired"),
      failure("ExpiredToken", "The provided token has expired."),
      failure("CredentialsProviderError", "The SSO session associated with this profile has expired."),
    ]) {
      expect(callerProblem(expired, aws)).toMatch(/have expired .*`aws sso login`/);
    }
    const profile = failure("CredentialsProviderError", "Could not resolve credentials using profile: [x].");
    expect(callerProblem(profile, aws)).toMatch(/can't be used: .*profile: \[x\].*AWS_PROFILE/);
    const unknown = failure(
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
    expect(callerProblem(unknown, aws)).toMatch(/does not accept these credentials/);
  });

  it("tells an unreachable AWS from a laptop that is not up", () => {
    const refused = failure("Error", "connect ECONNREFUSED 127.0.0.1:4566", "ECONNREFUSED");
    expect(callerProblem(refused, laptop)).toBe(
      "Nothing answers at http://127.0.0.1:4566. Run npm start first, or name its port with --aws-port.",
    );
    const lost = failure("Error", "getaddrinfo ENOTFOUND ssm.eu-west-1.amazonaws.com", "ENOTFOUND");
    expect(callerProblem(lost, aws)).toMatch(/can't be reached in eu-west-1 \(getaddrinfo ENOTFOUND/);
    const both = new AggregateError([refused], "");
    expect(callerProblem(both, laptop)).toMatch(/Nothing answers/);
    expect(callerProblem(failure("TimeoutError", "Connection timed out"), aws)).toMatch(/can't be reached/);
  });

  it("is silent about what is not the caller's", () => {
    expect(callerProblem(failure("ParameterNotFound", ""), aws)).toBeUndefined();
    expect(callerProblem(failure("AccessDeniedException", "not authorized"), aws)).toBeUndefined();
    expect(callerProblem(new TypeError("x is not a function"), aws)).toBeUndefined();
  });
});
