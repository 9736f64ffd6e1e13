import { containsCidr, normalizeCidr, overlapCidr, parseCidr } from "cidr-tools";
import * as z from "zod";

/** How short a prefix must be for a range to count as the world: parameters of the detections that judge ranges. */
export const WorldPrefixes = z.object({
  ipv4: z
    .int()
    .min(0)
    .max(32)
    .default(8)
    .describe("IPv4 ranges with this prefix length or a shorter one are the world"),
  ipv6: z
    .int()
    .min(0)
    .max(128)
    .default(32)
    .describe("IPv6 ranges with this prefix length or a shorter one are the world"),
});

/**
 * Ranges that reach nobody on the internet.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const NOT_INTERNET = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
  "192.0.2.0/24",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "198.18.0.0/15",
  "224.0.0.0/3",
  "2001:db8::/32",
];

/** All that is routed on the IPv6 internet: RFC 4291, section 2.4, and IANA's allocations. */
const IPV6_INTERNET = "2000::/3";

// The library reads "10.0.0.0/33" as a /32: what is no CIDR has to be kept from it.
const Cidr = z.union([z.cidrv4(), z.cidrv6()]);

/** A range as AWS keeps it: the network's own address, compressed. `undefined` for what is no CIDR. */
export function canonicalCidr(text: string): string | undefined {
  return Cidr.safeParse(text).success ? normalizeCidr(text) : undefined;
}

/**
 * Is this range the world? Judged by how short its prefix is, so that halves, quarters and "1.2.3.4/0" are the world as
 * much as "0.0.0.0/0", unless it reaches nobody on the internet. Text that is no CIDR is not.
 */
export function isWorld(text: string, prefixes: z.output<typeof WorldPrefixes>): boolean {
  const cidr = canonicalCidr(text);
  if (cidr === undefined) return false;
  const { version, prefix } = parseCidr(cidr);
  if (Number(prefix) > (version === 4 ? prefixes.ipv4 : prefixes.ipv6)) return false;
  if (containsCidr(NOT_INTERNET, cidr)) return false;
  return version === 4 || overlapCidr(IPV6_INTERNET, cidr);
}

/** In plain words, for a summary: who is in this range. */
export function describeRange(text: string): string {
  const cidr = canonicalCidr(text);
  if (cidr === undefined) return text;
  const { version, prefix } = parseCidr(cidr);
  return prefix === "0" ? `every IPv${version} address` : `${cidr}, a range of the internet`;
}
