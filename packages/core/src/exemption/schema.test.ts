import { describe, expect, it } from "vitest";
import { Scope } from "./schema.ts";
import { describeScope } from "./words.ts";

describe("a scope", () => {
  it.each([
    [{ finding: "fnd_1" }, "finding fnd_1"],
    [{ resource: "arn:aws:s3:::*" }, "resource arn:aws:s3:::*"],
    [{ detection: "x", account: "111122223333" }, "detection x, account 111122223333"],
    [{ principal: "*:role/deploy" }, "changes by *:role/deploy"],
    [{ cidr: "10.0.0.0/8", ports: { from: 22, to: 22 } }, "range 10.0.0.0/8, port 22"],
    [{ cidr: "2001:db8::/32", ports: { from: 0, to: 65_535 } }, "range 2001:db8::/32, ports 0-65535"],
    [{ tag: { key: "purpose", value: "" } }, "tag purpose="],
  ])("may be %j", (scope, words) => {
    expect(Scope.parse(scope)).toEqual(scope);
    expect(describeScope(scope)).toBe(words);
  });

  it.each([
    ["nothing", {}, "name at least one of its parts"],
    ["nothing in as many words", { finding: undefined }, "name at least one of its parts"],
    ["every resource", { resource: "*" }, "fits every ARN"],
    ["every resource, in disguise", { resource: "arn:*:??*" }, "fits every ARN"],
    ["every principal", { principal: "**" }, "fits every ARN"],
    ["an empty pattern", { resource: "" }, "resource"],
    ["an account that is none", { account: "*" }, "is no account id"],
    ["a range that is none", { cidr: "10.0.0.0/33" }, "cidr"],
    ["ports that end before they begin", { ports: { from: 2, to: 1 } }, "end before they begin"],
    ["ports that there are not", { ports: { from: 1, to: 65_536 } }, "ports"],
    ["a part that there is not", { finding: "fnd_1", port: 22 }, "port"],
  ])("may not be %s", (_what, scope, words) => {
    const refused = Scope.safeParse(scope);
    expect(refused.success).toBe(false);
    expect(JSON.stringify(refused.error?.issues)).toContain(words);
  });
});
