import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowWith, someRows } from "../../../test/rows.ts";
import { matcher, parseTerm, termText, WhereError } from "./where.ts";

const holds = (term: string, fields: Parameters<typeof rowWith>[0] = {}) =>
  matcher([parseTerm(term)])(rowWith(fields));

describe("a term", () => {
  it.each([
    ["state=open", true],
    ["state=failed,open", true],
    ["state=failed", false],
    ["state!=failed", true],
    ["state!=failed,open", false],
    ["severity=critical", true],
    ["account=111122223333", true],
    ["account=111122223333,999999999999", true],
    ["resource=sg-1", true],
    ["resource=arn:aws:ec2:eu-central-1:111122223333:security-group/sg-1", true],
    ["resource=sg", false],
    ["resource:SG", true],
    ["resource!:sg-2", true],
    ["actor=deploy", true],
    ["actor=arn:aws:iam::111122223333:role/deploy", true],
    ["actor!=deploy", false],
    ["exemption=exm_1", false],
    ["opened>=2026-11-23T08:00:00Z", true],
    ["opened>2026-11-23T08:00:00Z", false],
    ["opened<=2026-11-23T09:00:00+01:00", true],
    ["lastSeen<2026-11-23T08:00:00.001Z", true],
    ["safe>=2026-11-01", false],
    ["safe<2026-12-01", false],
    ["text:PORT 22", true],
    ["text:198.51", true],
    ["text:ingress-world", true],
    ["text!:port 23", true],
    ["text:=", false],
  ])("%s holds: %s", (term, expected) => {
    expect(holds(term)).toBe(expected);
  });

  it("of an exemption holds for all that it covers or has covered", () => {
    const exemptions = ["exm_1", "exm_2"];
    expect(holds("exemption=exm_2", { exemptions })).toBe(true);
    expect(holds("exemption!=exm_2", { exemptions })).toBe(false);
    expect(holds("exemption=exm_3", { exemptions })).toBe(false);
  });

  it("may have anything in its value", () => {
    expect(holds("actor=a=b,c:d\n>", { actor: "a=b,c:d\n>" })).toBe(true);
  });

  it.each([
    "",
    "state",
    "state=",
    "state:open",
    "state>open",
    "nothing=1",
    "=open",
    "opened=2026",
    "opened>=soon",
    "text=x",
    "__proto__=x",
    "constructor=x",
  ])("is not %j", (text) => {
    expect(() => parseTerm(text)).toThrow(WhereError);
  });
});

describe("terms together", () => {
  const terms = [
    "state=open,failed",
    "severity!=low",
    "actor:a",
    "text!:b",
    "exemption=exm_1",
    "opened>2026-11-23T08:02:00Z",
    "safe<=2026-11-23T08:03:00Z",
  ].map(parseTerm);
  const chosen = fc.subarray(terms);

  it("hold where all of them hold, or any", () => {
    fc.assert(
      fc.property(someRows, chosen, (rows, list) => {
        for (const row of rows) {
          const each = list.map((term) => matcher([term])(row));
          expect(matcher(list)(row)).toBe(each.every(Boolean));
          expect(matcher(list, "any")(row)).toBe(list.length === 0 || each.some(Boolean));
        }
      }),
    );
  });

  it("are the same after they were text", () => {
    for (const term of terms) expect(parseTerm(termText(term))).toEqual(term);
  });
});
