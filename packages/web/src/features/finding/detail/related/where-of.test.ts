import { matcher, parseTerm } from "@snapback/core/finding/rows/where";
import { expect, it } from "vitest";
import { rowOf } from "../../../../../../core/src/finding/rows/row.ts";
import { findingWith } from "../../../../../../core/test/notices.ts";
import { ofActor, ofResource } from "./where-of.ts";

const base = findingWith({});
const finds = (term: string, finding: typeof base) => matcher([parseTerm(term)])(rowOf(finding));
const by = (actor: (typeof base)["latest"]["actor"]) => {
  const call = { ...base.latest, actor };
  return findingWith({ opened: call, latest: call });
};

it("finds what is of the same resource or by the same actor, in the rows that the list has", () => {
  const huge = "x".repeat(50_000);
  const cases = [
    base,
    findingWith({ resource: { ...base.resource, arn: `arn:aws:s3:::${huge}` } }),
    by({ type: "AssumedRole", name: "deploy", principal: "arn:aws:iam::1:role/deploy" }),
    by({ type: "AWSAccount", name: "AIDA=2,&?:#" }),
    by({ type: "IAMUser", name: huge, principal: huge }),
  ];
  for (const finding of cases) {
    const actor = ofActor(finding) ?? "";
    expect([finds(ofResource(finding), finding), finds(actor, finding)]).toEqual([true, true]);
    const other = by({ type: "IAMUser", name: "somebody else" });
    expect(finds(actor, other)).toBe(false);
  }
});

it("is about who opened it, whoever was seen last", () => {
  const reopened = { ...by({ type: "IAMUser", name: "ada" }), latest: base.latest };
  expect(ofActor(reopened)).toBe("actor=ada");
});

it("knows of nobody where a sweep saw it", () => {
  expect(ofActor(by({ type: "Snapback", name: "sweep" }))).toBeUndefined();
});
