import * as z from "zod";
import { operation } from "../operation.ts";
import { PublicAccessBlock } from "../s3/access-operations.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html

const ofAccount = z.object({ AccountId: z.string() });

export const operations = {
  GetPublicAccessBlock: operation({
    input: ofAccount,
    changes: false,
    grants: [{ action: "s3:GetAccountPublicAccessBlock", resources: ["*"] }],
  }),
  PutPublicAccessBlock: operation({
    input: ofAccount.extend({ PublicAccessBlockConfiguration: PublicAccessBlock }),
    changes: true,
    grants: [{ action: "s3:PutAccountPublicAccessBlock", resources: ["*"] }],
  }),
  DeletePublicAccessBlock: operation({
    input: ofAccount,
    changes: true,
    // Taking it away has no action of its own.
    grants: [{ action: "s3:PutAccountPublicAccessBlock", resources: ["*"] }],
  }),
};
