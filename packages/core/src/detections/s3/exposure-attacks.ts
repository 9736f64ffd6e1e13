import type { Json } from "../../json.ts";
import type { Attack } from "../define.ts";
import { bucketSteps } from "./block-attacks.ts";

const everyone = (bucket: string, Action: Json) =>
  ({
    Sid: "Everyone",
    Effect: "Allow",
    Principal: "*",
    Action,
    Resource: `arn:aws:s3:::${bucket}/*`,
  }) as const;
const encrypted = (bucket: string) =>
  ({
    Sid: "EncryptedOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  }) as const;
const policy = (...Statement: Json[]) => ({ Policy: JSON.stringify({ Version: "2012-10-17", Statement }) });

const PUBLISHED = "attacked-published";
const WRITABLE = "attacked-writable";

export const policyAttacks: readonly Attack[] = [
  {
    name: "publish-bucket",
    title: "All objects of a bucket become readable by everyone",
    steps: bucketSteps(PUBLISHED, [
      ["CreateBucket", "make a bucket"],
      ["DeletePublicAccessBlock", "let it be public"],
      ["PutBucketPolicy", "let everyone read its objects", policy(everyone(PUBLISHED, "s3:GetObject"))],
    ]),
  },
  {
    name: "open-bucket-beside-rule",
    title: "A bucket whose policy demands encryption is opened to everyone besides",
    steps: bucketSteps(WRITABLE, [
      ["CreateBucket", "make a bucket"],
      ["DeletePublicAccessBlock", "let it be public"],
      ["PutBucketPolicy", "demand encryption", policy(encrypted(WRITABLE))],
      [
        "PutBucketPolicy",
        "let everyone read and write besides",
        policy(encrypted(WRITABLE), everyone(WRITABLE, ["s3:GetObject", "s3:PutObject"])),
      ],
    ]),
  },
];

const OPEN_ACL = "attacked-open-acl";
const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
const owner = (...path: string[]) => ({ $from: { step: 2, path: ["Owner", ...path] } });
const grant = (Grantee: Json, Permission: string) => ({ Grantee, Permission });

export const aclAttacks: readonly Attack[] = [
  {
    name: "list-bucket-by-acl",
    title: "A bucket whose objects everyone with an AWS account may list",
    steps: bucketSteps("attacked-account-acl", [
      ["CreateBucket", "make a bucket that has ACLs", { ObjectOwnership: "BucketOwnerPreferred" }],
      ["DeletePublicAccessBlock", "let it be public"],
      ["PutBucketAcl", "let everyone with an account list its objects", { ACL: "authenticated-read" }],
    ]),
  },
  {
    name: "open-bucket-by-acl",
    title: "A bucket whose objects everyone may list, add and delete",
    steps: bucketSteps(OPEN_ACL, [
      ["CreateBucket", "make a bucket that has ACLs", { ObjectOwnership: "ObjectWriter" }],
      ["DeletePublicAccessBlock", "let it be public"],
      ["GetBucketAcl", "ask whose it is"],
      [
        "PutBucketAcl",
        "let everyone list, add and delete objects",
        {
          AccessControlPolicy: {
            Owner: owner(),
            Grants: [
              grant({ Type: "CanonicalUser", ID: owner("ID") }, "FULL_CONTROL"),
              grant({ Type: "Group", URI: ALL_USERS }, "READ"),
              grant({ Type: "Group", URI: ALL_USERS }, "WRITE"),
            ],
          },
        },
      ],
    ]),
  },
];
