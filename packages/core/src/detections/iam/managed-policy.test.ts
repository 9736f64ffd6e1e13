import { describe, expect, it } from "vitest";
import { EVERYTHING, policy, READING } from "../../../test/iam-account.ts";
import { documentRights, ManagedAdmin, ownerOf, policyName } from "./managed-policy.ts";

const parameters = ManagedAdmin.parse({});
const account = "111122223333";

describe("a policy's ARN", () => {
  it.each([
    ["arn:aws:iam::aws:policy/job-function/Billing", "aws"],
    ["arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess", "aws"],
    [`arn:aws:iam::${account}:policy/team/work`, "account"],
    ["arn:aws:iam::999999999999:policy/work", undefined],
    [`arn:aws:iam::${account}:role/work`, undefined],
    [`arn:aws:iam::${account}:policy/a b`, undefined],
    ["work", undefined],
  ])("tells whose it is: %s", (arn, owner) => {
    expect(ownerOf(arn, { account })).toBe(owner);
  });

  it("ends in the policy's name", () => {
    expect(policyName(`arn:aws:iam::${account}:policy/team/work`)).toBe("work");
  });
});

describe("a document's rights", () => {
  const Condition = { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } };
  const doubtful = { Action: "*", Resource: "*", Condition };

  it("are an administrator's, or none of interest", () => {
    expect(documentRights(EVERYTHING, parameters)).toMatchObject({ doubt: false });
    expect(documentRights(encodeURIComponent(EVERYTHING), parameters)).toMatchObject({ doubt: false });
    expect(documentRights(READING, parameters)).toBeUndefined();
  });

  it("are in doubt where no statement gives them for sure", () => {
    expect(documentRights(policy(doubtful), parameters)).toMatchObject({ doubt: true });
    const sure = policy(doubtful, { Action: "iam:*", Resource: "*" });
    expect(documentRights(sure, parameters)).toMatchObject({ doubt: false });
  });

  it.each([["no JSON"], [undefined], ["[]"]])("are in doubt where it can't be read: %j", (document) => {
    expect(documentRights(document, parameters)).toMatchObject({ doubt: true });
  });
});
