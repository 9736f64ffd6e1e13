import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalCidr, describeRange, isWorld } from "./world.ts";

const prefixes = { ipv4: 8, ipv6: 32 };

describe("isWorld", () => {
  it.each([
    "0.0.0.0/0",
    "1.2.3.4/0",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "192.0.0.0/2",
    "3.0.0.0/8",
    "::/0",
    "0:0::/0",
    "2001:db8::1/0",
    "::/1",
    "2000::/3",
    "2a00::/16",
    "2600:1f00::/32",
  ])("is true of %s", (cidr) => {
    expect(isWorld(cidr, prefixes)).toBe(true);
  });

  it.each([
    "3.0.0.0/9",
    "0.0.0.0/16",
    "0.0.0.0/32",
    "203.0.113.7/32",
    "10.0.0.0/8",
    "127.0.0.0/8",
    "240.0.0.0/4",
    "2600:1f00::/33",
    "fc00::/7",
    "fe80::/10",
    "8000::/1",
    "2001:db8::/32",
    "::1/128",
  ])("is false of %s", (cidr) => {
    expect(isWorld(cidr, prefixes)).toBe(false);
  });

  it.each([
    "",
    "0.0.0.0",
    "0.0.0.0/33",
    "300.1.1.1/0",
    "10.0.0.0/-1",
    "0.0.0.0/0/0",
    "pl-1",
    "anywhere",
    "0x7f.1/0",
  ])("is false of %j, which is no CIDR", (text) => {
    expect(isWorld(text, prefixes)).toBe(false);
  });

  it("goes by the operator's prefix lengths", () => {
    expect(isWorld("3.0.0.0/9", { ...prefixes, ipv4: 9 })).toBe(true);
    expect(isWorld("0.0.0.0/1", { ...prefixes, ipv4: 0 })).toBe(false);
  });

  it("judges every spelling of a range alike", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.tuple(octet, octet, octet, octet),
        fc.integer({ min: 0, max: 32 }),
        (address, prefix) => {
          const text = `${address.join(".")}/${prefix}`;
          const canonical = canonicalCidr(text) ?? "";
          expect(canonical).toMatch(new RegExp(`/${prefix}$`));
          expect(isWorld(canonical, prefixes)).toBe(isWorld(text, prefixes));
          expect(canonicalCidr(canonical)).toBe(canonical);
        },
      ),
    );
  });

  it("lets no part of the IPv4 internet through by splitting it", () => {
    // Whatever public /8 a range covers, the range is the world.
    const publicBlocks = [1, 3, 8, 52, 99, 126, 128, 191, 193, 223];
    fc.assert(
      fc.property(fc.constantFrom(...publicBlocks), fc.integer({ min: 0, max: 8 }), (block, prefix) => {
        expect(isWorld(`${block}.0.0.0/${prefix}`, prefixes)).toBe(true);
      }),
    );
  });
});

describe("canonicalCidr", () => {
  it.each([
    ["1.2.3.4/0", "0.0.0.0/0"],
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["1.2.3.4/32", "1.2.3.4/32"],
    ["0:0::/0", "::/0"],
    ["2001:DB8:0:0::1/64", "2001:db8::/64"],
  ])("writes %s as %s", (text, canonical) => {
    expect(canonicalCidr(text)).toBe(canonical);
  });
});

describe("describeRange", () => {
  it("says who is meant", () => {
    expect(describeRange("1.2.3.4/0")).toBe("every IPv4 address");
    expect(describeRange("::/0")).toBe("every IPv6 address");
    expect(describeRange("0.0.0.0/1")).toBe("0.0.0.0/1, a range of the internet");
  });
});
