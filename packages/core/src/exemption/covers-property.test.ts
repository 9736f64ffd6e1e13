import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covering } from "./covers.ts";
import type { Exemptable, Exemption, Scope } from "./schema.ts";

function exemption(scope: Scope, fields: Partial<Exemption> = {}): Exemption {
  const by = { kind: "person" as const, name: "Alice", id: "sub-1" };
  const times = { madeAt: "2026-11-23T08:00:00.000Z", until: "2026-11-24T08:00:00.000Z" };
  return { id: "exm_1", scope, reason: "a test", by, ...times, ...fields };
}
/* Few values for each part, so that they often meet. */
const tail = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 3 });
const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 3 });
const id = fc.constantFrom("one", "two");
const range = fc
  .tuple(fc.nat(15), fc.integer({ min: 28, max: 32 }))
  .map(([low, prefix]) => `10.0.0.${low}/${prefix}`);
const ports = fc.tuple(fc.nat(5), fc.nat(5)).map(([from, more]) => ({ from, to: from + more }));
const tag = fc.record({ key: fc.constantFrom("listed", "unlisted"), value: id });

const scopes: fc.Arbitrary<Scope> = fc.record(
  { finding: id, detection: id, resource: glob, account: id, principal: glob, cidr: range, ports, tag },
  { requiredKeys: [] },
);
const exemptables: fc.Arbitrary<Exemptable> = fc.record({
  findingId: id,
  detection: id,
  resource: tail,
  account: id,
  principals: fc.array(fc.option(tail, { nil: undefined, freq: 5 }), { maxLength: 2 }),
  exposure: fc.record({ cidr: range, protocol: fc.constant("tcp"), ports }, { requiredKeys: ["protocol"] }),
  tags: fc.option(fc.dictionary(fc.constantFrom("listed", "unlisted"), id), { nil: undefined }),
  followed: fc.subarray(["dec_1", "dec_2"]),
});
const exemptions = fc
  .array(
    fc.record({
      scope: scopes,
      undo: fc.option(fc.constantFrom("dec_1", "dec_2"), { nil: undefined }),
      day: fc.nat(3),
    }),
  )
  .map((list) =>
    list.map(({ scope, undo, day }, index) =>
      exemption(scope, { id: `exm_${index}`, until: `2026-12-0${day + 1}T00:00:00.000Z`, undo }),
    ),
  );
const listed = { tagKeys: ["listed"] };

/** Does every part that is there hold? Said in another way: by each address and each port. */
function means(
  scope: Scope,
  { findingId, detection, account, resource, principals, exposure, tags }: Exemptable,
) {
  const { cidr, ports: open, tag: tagged, principal } = scope;
  const fits: { [Part in keyof Scope]-?: () => boolean } = {
    finding: () => scope.finding === findingId,
    detection: () => scope.detection === detection,
    account: () => scope.account === account,
    resource: () => fitting(scope.resource, [resource]),
    principal: () => fitting(principal, principals),
    cidr: () => subset(addresses(exposure?.cidr), addresses(cidr)),
    ports: () => subset(numbers(exposure?.ports), numbers(open)),
    tag: () => tagged?.key === "listed" && tags?.listed === tagged.value,
  };
  const said = PARTS.flatMap((part) => (scope[part] === undefined ? [] : fits[part]()));
  return said.length > 0 && !said.includes(false);
}

const PARTS = ["finding", "detection", "account", "resource", "principal", "cidr", "ports", "tag"] as const;

function fitting(pattern = "", texts: readonly (string | undefined)[]): boolean {
  const source = pattern.replaceAll("*", ".*").replaceAll("?", ".");
  return (
    texts.length > 0 && !texts.some((text) => text === undefined || !new RegExp(`^${source}$`).test(text))
  );
}

function subset(some: readonly number[], all: readonly number[]): boolean {
  return some.length > 0 && some.every((one) => all.includes(one));
}

function addresses(cidr: string | undefined): number[] {
  if (cidr === undefined) return [];
  const [low = 0, prefix = 0] = cidr.replace("10.0.0.", "").split("/").map(Number);
  const size = 2 ** (32 - prefix);
  const first = Math.floor(low / size) * size;
  return numbers({ from: first, to: first + size - 1 });
}

function numbers(span: { from: number; to: number } | undefined): number[] {
  return span ? Array.from({ length: span.to - span.from + 1 }, (_, index) => span.from + index) : [];
}

describe("whatever the exemptions and the finding", () => {
  it("an exemption covers exactly what lies within each of its parts", () => {
    fc.assert(
      fc.property(scopes, exemptables, (scope, of) => {
        expect(covering([exemption(scope)], of, listed) !== undefined).toBe(means(scope, of));
      }),
      { numRuns: 2000 },
    );
  });

  it("another part never widens one", () => {
    fc.assert(
      fc.property(scopes, scopes, exemptables, (scope, more, of) => {
        fc.pre(Object.keys(scope).length > 0);
        const wider = covering([exemption(scope)], of, listed) !== undefined;
        const narrower = covering([exemption({ ...more, ...scope })], of, listed) !== undefined;
        expect(wider || !narrower).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("their order makes no difference, and one more never covers less", () => {
    const shuffled = exemptions.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), fc.subarray(list)),
    );
    fc.assert(
      fc.property(shuffled, exemptables, ([list, other, fewer], of) => {
        const found = covering(list, of, listed);
        expect(covering(other, of, listed)).toEqual(found);
        expect(found !== undefined || covering(fewer, of, listed) === undefined).toBe(true);
      }),
    );
  });
});
