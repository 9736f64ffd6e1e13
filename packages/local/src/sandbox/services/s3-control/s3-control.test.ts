import { DeletePublicAccessBlockCommand as DeleteOfBucket, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3ControlClient,
} from "@aws-sdk/client-s3-control";
import { expect, test } from "vitest";
import { rawCall, refusal } from "../../test-sandbox.ts";
import { openBucket } from "../s3/test-buckets.ts";

const AccountId = "111122223333";
const all = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

async function openControl() {
  const opened = await openBucket();
  // The SDK puts the account's id before the host of whatever endpoint it is given, and 111122223333.127.0.0.1 is none.
  const control = (region = "us-east-1") =>
    opened.sdk(
      class extends S3ControlClient {
        constructor(settings: ConstructorParameters<typeof S3ControlClient>[0]) {
          super({ ...settings, endpointProvider: () => ({ url: new URL(opened.url) }) });
        }
      },
      region,
    );
  return { ...opened, control };
}

test("the account's block of public access is one for all regions", async () => {
  const { control, records } = await openControl();
  const get = () => new GetPublicAccessBlockCommand({ AccountId });
  const missing = { name: "NoSuchPublicAccessBlockConfiguration", status: 404 };
  expect(await refusal(control().send(get()))).toMatchObject(missing);
  const put = new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration: all });
  await control().send(put);
  expect((await control("eu-west-1").send(get())).PublicAccessBlockConfiguration).toEqual(all);
  await control("eu-west-1").send(new DeletePublicAccessBlockCommand({ AccountId }));
  expect(await refusal(control().send(get()))).toMatchObject(missing);
  expect(records).toMatchObject([
    {
      eventSource: "s3.amazonaws.com",
      eventName: "PutAccountPublicAccessBlock",
      awsRegion: "us-east-1",
      requestParameters: {
        PublicAccessBlockConfiguration: { xmlns: expect.stringContaining("awss3control"), ...all },
      },
    },
    { eventName: "DeleteAccountPublicAccessBlock", awsRegion: "eu-west-1" },
  ]);
});

test("it holds for a bucket that has none of its own", async () => {
  const { control, s3, Bucket } = await openControl();
  await s3.send(new DeleteOfBucket({ Bucket }));
  await control().send(new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration: all }));
  const Statement = { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::web/*" };
  const put = new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement }) });
  expect(await refusal(s3.send(put))).toMatchObject({ name: "AccessDenied" });
  await control().send(new DeletePublicAccessBlockCommand({ AccountId }));
  await s3.send(put);
});

test("another account's is not to be had", async () => {
  const { control } = await openControl();
  const get = new GetPublicAccessBlockCommand({ AccountId: "999999999999" });
  expect(await refusal(control().send(get))).toMatchObject({ name: "AccessDenied", status: 403 });
});

test("errors have the form of S3 Control", async () => {
  const { url } = await openControl();
  const path = "/v20180820/configuration/publicAccessBlock";
  const answer = await rawCall(url, "s3", "", {
    method: "GET",
    path,
    headers: { "x-amz-account-id": AccountId },
  });
  expect(await answer.text()).toMatch(
    /<ErrorResponse xmlns=".*"><Error><Code>NoSuchPublicAccessBlockConfiguration<\/Code><Message>.*<\/Message><\/Error><RequestId>.*<\/RequestId>/,
  );
});
