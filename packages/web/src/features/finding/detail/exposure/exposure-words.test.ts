import { describe, expect, it } from "vitest";
import { reachableFrom, reachableOn } from "./exposure-words.ts";

describe("an exposure in words", () => {
  it.each([
    [{ cidr: "0.0.0.0/0" }, "0.0.0.0/0, every IPv4 address"],
    [{ cidr: "::/0" }, "::/0, every IPv6 address"],
    [{ cidr: "128.0.0.0/1" }, "128.0.0.0/1"],
    [{}, "The addresses of a prefix list"],
  ])("%j is reachable from: %s", (part, words) => {
    expect(reachableFrom({ protocol: "tcp", ...part })).toBe(words);
  });

  it.each([
    [{ protocol: "tcp", ports: { from: 22, to: 22 } }, "TCP 22"],
    [{ protocol: "udp", ports: { from: 1, to: 9 } }, "UDP 1–9"],
    [{ protocol: "tcp" }, "TCP, all ports"],
    [{ protocol: "-1" }, "All traffic"],
    [{ protocol: "icmp" }, "ICMP"],
    [{ protocol: "50" }, "Protocol 50"],
  ])("%j is reachable on: %s", (part, words) => {
    expect(reachableOn(part)).toBe(words);
  });
});
