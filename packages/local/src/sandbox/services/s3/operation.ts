import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Operation } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { findBucket } from "./find.ts";
import { recordedRequest } from "./recorded.ts";
import type { Bucket } from "./resources.ts";

interface Declaration<Input> {
  name: string;
  /** CloudTrail's name for it, where that is another one. */
  eventName?: string;
  readOnly?: boolean;
  /** In wire names. What it doesn't name is refused, so that nothing a caller asks for is silently ignored. */
  input: z.ZodType<Input>;
  /** Throws an `AwsError` to refuse; what it changed until then is taken back. */
  run: (account: Account, input: Input, call: Call) => Output;
}

/** An operation of S3: CloudTrail has its input as it is on the wire, and nothing of its answer. */
export function s3Operation<Input>(declaration: Declaration<Input>): Operation {
  const { name, eventName, readOnly = false, input: schema, run } = declaration;
  return {
    name,
    eventName,
    readOnly,
    recorded: !readOnly,
    prepare(wire, call) {
      const parsed = schema.safeParse(wire);
      if (!parsed.success) throw refused(parsed.error);
      return {
        requestParameters: recordedRequest(name, wire, call),
        dryRun: false,
        apply: (account) => run(account, parsed.data, call),
      };
    },
    responseElements: () => null,
  };
}

/** What every operation on a bucket takes. */
export const onBucket = { Bucket: z.string(), ExpectedBucketOwner: z.string().optional() };

/** An operation on a bucket that is there, and the caller's. */
export function bucketOperation<Input extends { Bucket: string; ExpectedBucketOwner?: string | undefined }>(
  declaration: Omit<Declaration<Input>, "run"> & {
    run: (account: Account, bucket: Bucket, input: Input, call: Call) => Output;
  },
): Operation {
  const { run, ...rest } = declaration;
  return s3Operation({
    ...rest,
    run(account, input, call) {
      const bucket = findBucket(account, input.Bucket);
      if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== account.id) {
        throw new AwsError("AccessDenied", "Access Denied", 403);
      }
      return run(account, bucket, input, call);
    },
  });
}

/** S3 says no more than that the XML is malformed; here it is said what is wrong. */
function refused(error: z.ZodError): AwsError {
  return new AwsError(
    "MalformedXML",
    `The XML you provided was not well-formed or did not validate against our published schema: ${z.prettifyError(error)}`,
    400,
    { cause: error },
  );
}
