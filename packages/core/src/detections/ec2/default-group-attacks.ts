import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";
import { findGroup, group } from "./security-group-attacks.ts";

const authorize = (way: "Ingress" | "Egress", does: string, permission: JsonObject): Step => ({
  service: "ec2",
  operation: `AuthorizeSecurityGroup${way}`,
  input: { GroupId: group, IpPermissions: [permission] },
  does,
});

export const defaultGroupAttacks: Attack[] = [
  {
    name: "default-group-ingress",
    title: "A private network let into the default group",
    steps: [
      ...findGroup,
      authorize("Ingress", "open TCP port 8080 to 10.0.0.0/8", {
        IpProtocol: "tcp",
        FromPort: 8080,
        ToPort: 8080,
        IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "quick test" }],
      }),
    ],
  },
  {
    name: "default-group-egress",
    title: "A way out of the default group, by IPv6",
    steps: [
      ...findGroup,
      authorize("Egress", "let TCP port 443 out to ::/0", {
        IpProtocol: "tcp",
        FromPort: 443,
        ToPort: 443,
        Ipv6Ranges: [{ CidrIpv6: "::/0" }],
      }),
    ],
  },
];
