import type { Json } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const all = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

type Calls = [operation: string, does: string, input?: { [name: string]: Json }][];

export function bucketSteps(Bucket: string, calls: Calls): Step[] {
  return calls.map(([operation, does, input = {}]) => ({
    service: "s3",
    operation,
    input: { Bucket, ...input },
    does,
  }));
}

export const blockAttacks: readonly Attack[] = [
  {
    name: "unblock-bucket",
    title: "A bucket loses its block of public access",
    steps: bucketSteps("attacked-unblocked", [
      ["CreateBucket", "make a bucket"],
      ["PutPublicAccessBlock", "block all public access", { PublicAccessBlockConfiguration: all }],
      ["DeletePublicAccessBlock", "take the block away"],
    ]),
  },
  {
    name: "weaken-bucket-block",
    title: "A bucket may have public policies again",
    steps: bucketSteps("attacked-weak-block", [
      ["CreateBucket", "make a bucket"],
      ["PutPublicAccessBlock", "block all public access", { PublicAccessBlockConfiguration: all }],
      [
        "PutPublicAccessBlock",
        "allow public policies",
        {
          PublicAccessBlockConfiguration: { ...all, BlockPublicPolicy: false, RestrictPublicBuckets: false },
        },
      ],
    ]),
  },
];

/** The account's id is whose credentials the attack is made with. */
const AccountId: Json = { $from: { step: 0, path: ["Account"] } };
const accountStep = (operation: string, does: string, input: { [name: string]: Json } = {}): Step => ({
  service: "s3control",
  operation,
  input: { AccountId, ...input },
  does,
});
const whoAmI: Step = {
  service: "sts",
  operation: "GetCallerIdentity",
  input: {},
  does: "ask for the account's id",
};
const blockAll = accountStep("PutPublicAccessBlock", "block all public access to all buckets", {
  PublicAccessBlockConfiguration: all,
});

export const accountBlockAttacks: readonly Attack[] = [
  {
    name: "unblock-account",
    title: "All buckets lose the account's block of public access",
    steps: [whoAmI, blockAll, accountStep("DeletePublicAccessBlock", "take the block away")],
  },
  {
    name: "weaken-account-block",
    title: "Buckets of the account may have public ACLs again",
    steps: [
      whoAmI,
      blockAll,
      accountStep("PutPublicAccessBlock", "allow public ACLs", {
        PublicAccessBlockConfiguration: { ...all, BlockPublicAcls: false, IgnorePublicAcls: false },
      }),
    ],
  },
];
