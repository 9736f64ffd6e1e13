import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operations } from "../../aws/ec2/operations.ts";
import { call } from "../../aws/operation.ts";
import {
  describeExposure,
  describeRule,
  exposureOf,
  IngressPolicy,
  isAllowed,
  offendsLive,
  severityOf,
} from "./ingress-policy.ts";

const policy = IngressPolicy.parse({});
const rule = (protocol: string, from?: number, to = from) => ({
  protocol,
  range: "0.0.0.0/0",
  ...(from !== undefined && to !== undefined && { from, to }),
});

describe("isAllowed", () => {
  it("has TCP 80 and 443, no UDP and ICMP open by default", () => {
    expect(policy).toMatchObject({ tcpPorts: [80, 443], udpPorts: [], icmp: true });
  });

  it.each([rule("tcp", 80), rule("tcp", 443), rule("icmp", -1, -1), rule("icmpv6", 128, 0)])(
    "allows $protocol $from",
    (one) => {
      expect(isAllowed(one, policy)).toBe(true);
    },
  );

  it.each([
    rule("tcp", 22),
    rule("tcp", 80, 81),
    rule("tcp", 80, 443),
    rule("tcp", 0, 65_535),
    rule("tcp", 443, 80),
    rule("udp", 443),
    rule("-1"),
    rule("50"),
  ])("does not allow $protocol $from-$to", (one) => {
    expect(isAllowed(one, policy)).toBe(false);
  });

  it("allows a range exactly when every port in it is allowed", () => {
    const port = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.uniqueArray(port), port, port, (tcpPorts, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const every = Array.from({ length: to - from + 1 }, (_, index) => from + index).every((one) =>
          tcpPorts.includes(one),
        );
        expect(isAllowed(rule("tcp", from, to), { ...policy, tcpPorts })).toBe(every);
      }),
    );
  });
});

describe("severityOf", () => {
  it.each([rule("-1"), rule("tcp", 22), rule("tcp", 20, 25), rule("tcp", 5432), rule("tcp", 0, 65_535)])(
    "is critical for $protocol $from-$to",
    (one) => {
      expect(severityOf(one)).toBe("critical");
    },
  );
  it.each([rule("tcp", 8080), rule("udp", 22), rule("50")])("is high for $protocol $from-$to", (one) => {
    expect(severityOf(one)).toBe("high");
  });
});

describe("describeExposure", () => {
  it.each([
    [rule("tcp", 22), "TCP port 22 of sg-1 is open to every IPv4 address"],
    [rule("udp", 1, 9), "UDP port range 1-9 of sg-1 is open to every IPv4 address"],
    [rule("tcp", 0, 65_535), "Every TCP port of sg-1 is open to every IPv4 address"],
    [rule("-1"), "All traffic of sg-1 is open to every IPv4 address"],
    [rule("50"), "IP protocol 50 of sg-1 is open to every IPv4 address"],
    [
      { ...rule("tcp", 22), range: "pl-1" },
      "TCP port 22 of sg-1 is open to the world through prefix list pl-1",
    ],
  ])("puts %j into words", (one, words) => {
    expect(describeExposure(one, "sg-1")).toBe(words);
  });
});

describe("describeRule", () => {
  it("says what is let in from where", () => {
    expect(describeRule({ ...rule("tcp", 22), range: "10.0.0.0/8" })).toBe("TCP port 22 from 10.0.0.0/8");
    expect(describeRule({ ...rule("-1"), range: "::/0" })).toBe("All traffic from ::/0");
  });
});

describe("exposureOf", () => {
  it.each([
    [rule("tcp", 22), { cidr: "0.0.0.0/0", protocol: "tcp", ports: { from: 22, to: 22 } }],
    [rule("udp", 1, 9), { cidr: "0.0.0.0/0", protocol: "udp", ports: { from: 1, to: 9 } }],
    [rule("tcp", 0, 65_534), { cidr: "0.0.0.0/0", protocol: "tcp", ports: { from: 0, to: 65_534 } }],
    [rule("tcp", 0, 65_535), { cidr: "0.0.0.0/0", protocol: "tcp" }],
    [rule("-1"), { cidr: "0.0.0.0/0", protocol: "-1" }],
    [rule("50"), { cidr: "0.0.0.0/0", protocol: "50" }],
    [rule("icmp", 8, 0), { cidr: "0.0.0.0/0", protocol: "icmp" }],
    [
      { ...rule("tcp", 22), range: "pl-1" },
      { protocol: "tcp", ports: { from: 22, to: 22 } },
    ],
  ])("of %j is what it lets in", (one, exposure) => {
    expect(exposureOf(one)).toEqual(exposure);
  });
});

describe("offendsLive", () => {
  const lists = (OwnerId: string, ...cidrs: string[]) => ({
    DescribeManagedPrefixLists: call(operations.DescribeManagedPrefixLists, async () => ({
      PrefixLists: [{ OwnerId }],
    })),
    GetManagedPrefixListEntries: call(operations.GetManagedPrefixListEntries, async () =>
      cidrs.map((Cidr) => ({ Cidr })),
    ),
  });
  const listed = { ...rule("tcp", 22), range: "pl-1" };

  it("judges a prefix list by its entries, unless AWS manages it", async () => {
    expect(await offendsLive(listed, policy, lists("111122223333", "10.0.0.0/8", "0.0.0.0/1"))).toBe(true);
    expect(await offendsLive(listed, policy, lists("111122223333", "10.0.0.0/8"))).toBe(false);
    expect(await offendsLive(listed, policy, lists("AWS", "0.0.0.0/1"))).toBe(false);
    expect(
      await offendsLive({ ...listed, from: 443, to: 443 }, policy, lists("111122223333", "0.0.0.0/0")),
    ).toBe(false);
  });
});
