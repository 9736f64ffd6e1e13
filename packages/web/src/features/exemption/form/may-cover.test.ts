import { matches } from "@snapback/core/exemption/pattern";
import { matcher, parseTerm } from "@snapback/core/finding/rows/where";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { rowWith } from "../../../../../core/test/rows.ts";
import { mayCover } from "./may-cover.ts";

it("finds what stands and has the scope's detection, account, resource and principal", () => {
  const scope = { detection: "d", account: "111122223333", resource: "arn:*:sg-1", principal: "role?x" };
  expect(mayCover(scope)).toEqual([
    "state=open,awaiting-approval,contested,failed",
    "detection=d",
    "account=111122223333",
    "resource::sg-1",
    "actor:role",
  ]);
  expect(mayCover({ cidr: "10.0.0.0/8", resource: "*" })).toEqual([
    "state=open,awaiting-approval,contested,failed",
  ]);
});

it("leaves nothing out that a pattern fits", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(text, text, (pattern, arn) => {
      fc.pre(matches(pattern, arn));
      const fits = matcher(mayCover({ resource: pattern, principal: pattern }).map(parseTerm));
      expect(fits(rowWith({ resource: { arn, type: "T", id: "x" }, principal: arn }))).toBe(true);
    }),
  );
});
