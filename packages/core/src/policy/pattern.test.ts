import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches } from "../exemption/pattern.ts";
import { coversAction, coversResource, givesAction } from "./pattern.ts";

describe("coversAction", () => {
  it.each([
    ["*", "s3:GetObject"],
    ["s3:*", "S3:Get*"],
    ["s3:Get*", "s3:Get?bject"],
    ["s3:Get?bject", "s3:Get?bject"],
    ["s3:getobject", "s3:GetObject"],
  ])("%s covers %s", (wide, narrow) => {
    expect(coversAction(wide, narrow)).toBe(true);
  });

  it.each([
    ["s3:*", "*"],
    ["s3:Get*", "s3:*"],
    ["s3:Get?", "s3:Get*"],
    ["s3:GetObject", "s3:Get*"],
  ])("%s does not cover %s", (wide, narrow) => {
    expect(coversAction(wide, narrow)).toBe(false);
  });

  it("never says that it covers what it does not", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 5 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 5 });
    fc.assert(
      fc.property(pattern, pattern, text, (wide, narrow, action) => {
        fc.pre(matches(narrow, action) && coversAction(wide, narrow));
        expect(matches(wide, action)).toBe(true);
      }),
    );
  });
});

describe("coversResource", () => {
  it.each([
    ["*", "anything"],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b/a:b/*"],
    ["arn:*:s3:*:*:b", "arn:aws:s3:::b"],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b/${aws:username}/*"],
  ])("%s covers %s", (wide, narrow) => {
    expect(coversResource(wide, narrow)).toBe(true);
  });

  it.each([
    ["arn:aws:s3:::b/*", "*"],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b"],
    ["arn:aws:s3:::B/*", "arn:aws:s3:::b/*"],
    ["arn:aws:s3:*", "arn:aws:s3:::b"],
    ["arn*", "arn:aws:s3:::b"],
    ["arn:aws:*:b:::x", "arn:aws:s3::b::x"],
    ["arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:username}"],
    ["arn:aws:s3:::b/????", "arn:aws:s3:::b/${a}"],
  ])("%s does not cover %s", (wide, narrow) => {
    expect(coversResource(wide, narrow)).toBe(false);
  });
});

describe("givesAction", () => {
  it("knows what NotAction leaves over", () => {
    expect(givesAction({ not: false, patterns: ["s3:*", "IAM:*"] }, "iam:PassRole")).toBe(true);
    expect(givesAction({ not: false, patterns: ["s3:*"] }, "iam:PassRole")).toBe(false);
    expect(givesAction({ not: true, patterns: ["s3:*"] }, "iam:PassRole")).toBe(true);
    expect(givesAction({ not: true, patterns: ["s3:*", "i*"] }, "iam:PassRole")).toBe(false);
  });
});
