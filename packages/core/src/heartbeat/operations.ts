import * as z from "zod";
import { type Grant, operation } from "../aws/operation.ts";

/**
 * The group that probes name. No group has this id, and the heartbeat's role is granted its call on this ARN alone, so it
 * could not open anything were it asked to.
 */
export const PROBE_GROUP = "sg-00000000000000000";

/**
 * The heartbeat's own operation, apart from those of responses, whose grants are derived from what detections declare.
 *
 * The action takes a rule as a resource only where the request tags the rules it makes, which this one does not.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export const operations = {
  AuthorizeSecurityGroupIngress: operation({
    input: z.object({
      DryRun: z.literal(true),
      GroupId: z.literal(PROBE_GROUP),
      IpPermissions: z.array(
        z.object({
          IpProtocol: z.literal("tcp"),
          FromPort: z.literal(443),
          ToPort: z.literal(443),
          /** A network for documentation: nobody's. https://www.rfc-editor.org/rfc/rfc5737 */
          IpRanges: z.array(z.object({ CidrIp: z.literal("192.0.2.0/24") })),
        }),
      ),
    }),
    changes: false,
    grants: [
      {
        action: "ec2:AuthorizeSecurityGroupIngress",
        resources: [`arn:\${Partition}:ec2:\${Region}:\${Account}:security-group/${PROBE_GROUP}`],
      },
    ],
  }),
};

/** What sending a probe needs. */
export const probeGrants: readonly Grant[] = operations.AuthorizeSecurityGroupIngress.grants;
