import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const step = (operation: string, input: JsonObject, does: string): Step => ({
  service: "ec2",
  operation,
  input,
  does,
});

const launch = (HttpTokens: string, does: string): Step[] => [
  step(
    "DescribeImages",
    {
      Owners: ["amazon"],
      Filters: [
        { Name: "name", Values: ["al2023-ami-2023*-x86_64", "amzn2-ami-hvm-2*-x86_64-gp2"] },
        { Name: "state", Values: ["available"] },
      ],
    },
    "find an image of Amazon's",
  ),
  step(
    "RunInstances",
    {
      ImageId: { $from: { step: 0, path: ["Images", 0, "ImageId"] } },
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      MetadataOptions: { HttpTokens, HttpEndpoint: "enabled" },
    },
    does,
  ),
];

export const metadataAttacks: Attack[] = [
  {
    name: "launch-with-imdsv1",
    title: "An instance that is started without IMDSv2",
    steps: launch("optional", "start an instance whose metadata takes no token"),
  },
  {
    name: "modify-to-imdsv1",
    title: "An instance that is changed to do without IMDSv2",
    steps: [
      ...launch("required", "start an instance whose metadata takes a token"),
      step(
        "ModifyInstanceMetadataOptions",
        {
          InstanceId: { $from: { step: 1, path: ["Instances", 0, "InstanceId"] } },
          HttpTokens: "optional",
          HttpEndpoint: "enabled",
        },
        "let its metadata service answer anyone",
      ),
    ],
  },
];
