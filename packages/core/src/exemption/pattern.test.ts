import * as fc from "fast-check";
import { expect, it } from "vitest";
import { matches } from "./pattern.ts";

it.each([
  [
    "arn:aws:ec2:*:111122223333:security-group/sg-?",
    "arn:aws:ec2:us-east-1:111122223333:security-group/sg-1",
  ],
  ["*", ""],
  ["***", "a"],
  ["a*b*c", "a-b-b-c-b-c"],
  ["arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::111122223333:role/deploy"],
])("%s fits %s", (pattern, text) => {
  expect(matches(pattern, text)).toBe(true);
});

it.each([
  ["arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::111122223333:role/deploy2"],
  ["arn:aws:iam::111122223333:role/deploy", "xarn:aws:iam::111122223333:role/deploy"],
  ["arn:aws:iam::111122223333:role/Deploy", "arn:aws:iam::111122223333:role/deploy"],
  ["sg-?", "sg-"],
  ["sg-?", "sg-12"],
  ["sg-.", "sg-1"],
  ["", "a"],
  ["a*b", "a-b-c"],
  ["*a", "b\na\n"],
])("%s does not fit %j", (pattern, text) => {
  expect(matches(pattern, text)).toBe(false);
});

it("fits what a regular expression of the same meaning fits", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?"), maxLength: 8 });
  fc.assert(
    fc.property(pattern, letters, (glob, text) => {
      const source = glob.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
      expect(matches(glob, text)).toBe(new RegExp(`^${source}$`).test(text));
    }),
    { numRuns: 1000 },
  );
});

it("answers at all for a pattern at which a regular expression would not", () => {
  expect(matches(`${"*a".repeat(1000)}*b`, "a".repeat(2048))).toBe(false);
});
