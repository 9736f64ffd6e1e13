import * as z from "zod";
import type { Grant } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html

export const onBuckets = (name: string): Grant => ({
  action: `s3:${name}`,
  resources: ["arn:${Partition}:s3:::*"],
});

export const ofBucket = z.object({ Bucket: z.string() });
