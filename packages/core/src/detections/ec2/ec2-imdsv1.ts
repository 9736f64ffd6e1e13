import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import { failed, omitted } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { metadataAttacks } from "./metadata-attacks.ts";
import { answersAnyone, launchedOpen, modifiedOpen, optionsNow } from "./metadata-options.ts";
import { tagsOf } from "./tags.ts";

const Evidence = z.object({ instanceId: z.string() });

/** What a filter takes literally: without its wildcards. */
const TOKEN = /^[\w:./-]{1,64}$/;
const OMITTED = "the record leaves out which instances the launch made";
/** Not those that are gone: AWS shows them for an hour. */
const STANDING = { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] };

export default defineDetection({
  id: "ec2-imdsv1",
  title: "Instance metadata without a token (IMDSv1)",
  severity: "medium",
  why: "A request that an application can be tricked into making (SSRF), or an open proxy, is enough to read the credentials of the instance's role. With IMDSv2 that takes a token, which such a request can't get.",
  triage: [
    "See which role the instance has: its credentials are what there is to lose.",
    "Ask whoever made the change whether something on the instance can't do without IMDSv1: CloudWatch's metric MetadataNoToken counts such requests.",
    "If it stood open for long, look in CloudTrail for the role's credentials in use from elsewhere.",
  ],
  falsePositives: [
    "Software that knows IMDSv1 alone: it stops getting credentials once tokens are required. Exempt the instance until it is updated.",
    "Instances that an AWS service starts for itself are reported, and left as they are.",
  ],
  notes: [
    "Of a launch's record the shape of the metadata options was taken from the names on the wire, and not seen on a real record.",
    "A change of other options of an instance that was open before is not reported: the sweep finds those.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["6.7"] },
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["5.7"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["5.6"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.8"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1552.005"] },
  ],
  events: [{ source: "ec2.amazonaws.com", names: ["ModifyInstanceMetadataOptions", "RunInstances"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: z.object({ clientToken: z.string(), account: z.string(), hold: z.string().optional() }),

  detect(record, place) {
    if (failed(record)) return nothing;
    const clientToken = record.requestParameters?.clientToken;
    const launch = record.eventName === "RunInstances";
    if (
      launch &&
      omitted(record.responseElements) &&
      typeof clientToken === "string" &&
      TOKEN.test(clientToken)
    )
      return {
        violations: [],
        suspicions: [{ ask: { clientToken, account: place.account }, reason: OMITTED }],
      };
    const ids = launch ? launchedOpen(record) : (modifiedOpen(record) ?? []);
    return { violations: [ids].flat().map((id) => violation(id, place)), suspicions: [] };
  },

  async assess({ clientToken, account, hold }, live) {
    const ec2 = await live.client("ec2");
    const Filters = [{ Name: "client-token", Values: [clientToken] }];
    const place = { account, region: live.region };
    return (await ec2.DescribeInstances({ Filters })).flatMap((instance) =>
      instance.InstanceId && instance.ClientToken === clientToken && isOpen(optionsNow(instance))
        ? [{ ...violation(instance.InstanceId, place), hold }]
        : [],
    );
  },

  response: {
    calls: ["ec2:DescribeInstances", "ec2:ModifyInstanceMetadataOptions"],
    async inspect({ evidence: { instanceId } }, { live }) {
      const ec2 = await live.client("ec2");
      const Filters = [{ Name: "instance-id", Values: [instanceId] }];
      const [instance] = await ec2.DescribeInstances({ Filters });
      const options = instance && optionsNow(instance);
      if (!options) return { state: { instanceId, gone: true } };
      const state = { instanceId, ...options };
      if (!isOpen(options)) return { state };
      // All that it has is said again: AWS's own examples name the endpoint, too.
      const step = (HttpTokens: "optional" | "required", does: string) => ({
        service: "ec2",
        operation: "ModifyInstanceMetadataOptions",
        input: { InstanceId: instanceId, ...options, HttpTokens },
        does,
      });
      return {
        state,
        plan: {
          version: 1,
          steps: [
            step("required", `let the metadata service of ${instanceId} answer nobody without a token`),
          ],
          undo: [
            { ...step("optional", `let the metadata service of ${instanceId} answer anyone`), undoes: 0 },
          ],
        },
      };
    },
    async tags({ id }, live) {
      const ec2 = await live.client("ec2");
      return tagsOf(await ec2.DescribeInstances({ Filters: [{ Name: "instance-id", Values: [id] }] }));
    },
  },

  sweep: {
    calls: ["ec2:DescribeInstances"],
    async *resources({ live, account, region }) {
      const ec2 = await live.client("ec2");
      for (const instance of await ec2.DescribeInstances({ Filters: [STANDING] })) {
        if (!instance.InstanceId) continue;
        const found = violation(instance.InstanceId, { account, region });
        yield { resource: found.resource.arn, violations: isOpen(optionsNow(instance)) ? [found] : [] };
      }
    },
  },

  attacks: metadataAttacks,
});

function isOpen(options: ReturnType<typeof optionsNow>): boolean {
  return answersAnyone({ httpTokens: options?.HttpTokens, httpEndpoint: options?.HttpEndpoint });
}

function violation(instanceId: string, { account, region }: Place): Violation<z.infer<typeof Evidence>> {
  return {
    resource: {
      arn: arn("ec2", region, account, `instance/${instanceId}`),
      type: "AWS::EC2::Instance",
      id: instanceId,
    },
    fingerprint: "imdsv1",
    summary: `The metadata service of instance ${instanceId} answers without a token (IMDSv1)`,
    severity: "medium",
    evidence: { instanceId },
  };
}
