import type { ClientConfig } from "../aws/account.ts";
import { awsWords } from "../aws/error.ts";
import type { createProbing } from "./client.ts";
import { PROBE_GROUP } from "./operations.ts";

/** A region's EC2 did not take the probe: denied, not enabled, or not reached. `cause` has AWS's words. */
export class ProbeError extends Error {
  override name = "ProbeError";
}

/** Sends one probe in a region. @throws ProbeError where EC2 answers other than it answers probes. */
export type Probe = (region: string) => Promise<void>;

/**
 * What EC2 answers to a probe: that the call would have been allowed, or that there is no such group. Which of the two
 * real EC2 says of a group that does not exist has not been verified; CloudTrail records both, as failed calls.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const ANSWERS = new Set(["DryRunOperation", "InvalidGroup.NotFound"]);

/**
 * The call whose CloudTrail record must come through: a dry run of the very kind that Snapback waits for, since only
 * matching events arrive, and silence alone proves nothing. The SDK loads with the first probe.
 */
export function openProbe(config: ClientConfig): Probe {
  const clients = new Map<string, Promise<ReturnType<typeof createProbing>>>();
  const clientOf = (region: string) => {
    const known = clients.get(region);
    if (known) return known;
    const made = import("./client.ts").then((client) => client.createProbing({ ...config, region }));
    clients.set(region, made);
    return made;
  };
  return async (region) => {
    const ec2 = await clientOf(region);
    try {
      await ec2.AuthorizeSecurityGroupIngress({
        DryRun: true,
        GroupId: PROBE_GROUP,
        IpPermissions: [
          { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "192.0.2.0/24" }] },
        ],
      });
    } catch (error) {
      const { code, message } = awsWords(error);
      if (ANSWERS.has(code)) return;
      throw new ProbeError(`${region}: ${code}: ${message}`, { cause: error });
    }
    throw new ProbeError(`${region}: EC2 answered a dry run as if it had been a call`);
  };
}
