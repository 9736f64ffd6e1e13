import type { Finding } from "../../finding-types.ts";
import { describeTraffic } from "../state/group-rules.ts";

type Exposure = NonNullable<Finding["exposure"]>;

const EVERYONE = new Map([
  ["0.0.0.0/0", "every IPv4 address"],
  ["::/0", "every IPv6 address"],
]);

/** From where it can be reached. */
export function reachableFrom({ cidr }: Exposure): string {
  if (cidr === undefined) return "The addresses of a prefix list";
  const everyone = EVERYONE.get(cidr);
  return everyone === undefined ? cidr : `${cidr}, ${everyone}`;
}

/** On which ports: without any it is all of them, or the protocol has none. */
export function reachableOn({ protocol, ports }: Exposure): string {
  if (ports) return describeTraffic({ protocol, ports: `${ports.from}-${ports.to}` });
  const ported = protocol === "tcp" || protocol === "udp";
  return describeTraffic({ protocol, ports: ported ? "0-65535" : "" });
}
