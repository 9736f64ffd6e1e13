import { CreateBucketCommand, type CreateBucketCommandInput, S3Client } from "@aws-sdk/client-s3";
import type { SandboxOptions } from "../../sandbox.ts";
import { openTestSandbox } from "../../test-sandbox.ts";

/** A sandbox with the bucket `web`, and no records yet. */
export async function openBucket(
  bucket: Partial<CreateBucketCommandInput> = {},
  options: Partial<SandboxOptions> = {},
) {
  const opened = await openTestSandbox(options);
  const s3 = opened.sdk(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket: "web", ...bucket }));
  opened.records.length = 0;
  return { ...opened, s3, Bucket: "web" };
}
