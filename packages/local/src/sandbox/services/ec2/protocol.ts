import { AwsError } from "../../aws-error.ts";

const namedProtocols: Record<string, string> = {
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
  all: "-1",
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
export function checkedProtocol(
  protocol: string | undefined,
  from: number | undefined,
  to: number | undefined,
): { ipProtocol: string; fromPort: number; toPort: number } {
  if (protocol === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter ipProtocol");
  }
  const lower = protocol.toLowerCase();
  const ipProtocol = namedProtocols[lower] ?? lower;
  switch (ipProtocol) {
    case "tcp":
    case "udp":
      return { ipProtocol, ...checkedPorts(from, to) };
    case "icmp":
    case "icmpv6":
      return { ipProtocol, ...checkedIcmp(ipProtocol, from, to) };
    default:
      if (ipProtocol !== "-1" && !(/^\d{1,3}$/.test(ipProtocol) && Number(ipProtocol) <= 255)) {
        throw new AwsError(
          "InvalidParameterValue",
          `Invalid value '${protocol}' for IP protocol. Unknown protocol.`,
        );
      }
      // EC2 takes ports with any other protocol, and lets all of its traffic through.
      return { ipProtocol: String(Number(ipProtocol)), fromPort: -1, toPort: -1 };
  }
}

function checkedPorts(from: number | undefined, to: number | undefined) {
  if (from === undefined || to === undefined) {
    throw invalidRange("Must specify both from and to ports with TCP/UDP.");
  }
  for (const port of [from, to]) {
    if (port < 0 || port > 65535)
      throw new AwsError("InvalidParameterValue", `TCP/UDP port (${port}) out of range`);
  }
  if (from > to) throw new AwsError("InvalidParameterValue", `Invalid TCP/UDP port range (${from}:${to})`);
  return { fromPort: from, toPort: to };
}

/** The type and the code, -1 for all; ICMPv6 may leave them out. */
function checkedIcmp(protocol: string, from: number | undefined, to: number | undefined) {
  if (protocol === "icmp" && (from === undefined || to === undefined)) {
    throw invalidRange("Must specify both type and code with ICMP.");
  }
  const [fromPort, toPort] = [from ?? -1, to ?? -1];
  for (const part of [fromPort, toPort]) {
    if (part < -1 || part > 255) {
      throw new AwsError("InvalidParameterValue", `ICMP type/code (${fromPort}, ${toPort}) out of range`);
    }
  }
  if (fromPort === -1 && toPort !== -1) {
    throw new AwsError(
      "InvalidParameterValue",
      "ICMP code (to port) must be -1 (all) when type (from port) is -1 (all).",
    );
  }
  return { fromPort, toPort };
}

function invalidRange(why: string): AwsError {
  return new AwsError("InvalidParameterValue", `Invalid value '${why}' for portRange.`);
}

const descriptionCharacters = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

/** Descriptions of groups and rules have few characters; tags have all of them. */
export function isDescription(text: string): boolean {
  return /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(text);
}

export function checkedDescription(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  if (isDescription(text)) return text;
  throw invalidDescription("rule");
}

export function invalidDescription(noun: "rule" | "security group"): AwsError {
  return new AwsError(
    "InvalidParameterValue",
    `Invalid ${noun} description. Valid descriptions are strings less than 256 characters from the following set:  ${descriptionCharacters}`,
  );
}
