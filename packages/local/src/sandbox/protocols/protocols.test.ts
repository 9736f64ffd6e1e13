import { describe, expect, test } from "vitest";
import { openTestSandbox, rawCall } from "../test-sandbox.ts";

describe("GetCallerIdentity", () => {
  const body = "Action=GetCallerIdentity&Version=2011-06-15";

  test("says who the access key is", async () => {
    const { url } = await openTestSandbox();
    const answer = await rawCall(url, "sts", body);
    expect(answer.status).toBe(200);
    expect((await answer.text()).split("\n")[1]).toMatch(
      /^<GetCallerIdentityResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/"><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user\/laptop<\/Arn><UserId>AIDASANDBOXLAPTOPUSER<\/UserId><Account>111122223333<\/Account><\/GetCallerIdentityResult><ResponseMetadata><RequestId>[0-9a-f-]{36}<\/RequestId><\/ResponseMetadata><\/GetCallerIdentityResponse>$/,
    );
  });

  test("works signed in the URL", async () => {
    const { url } = await openTestSandbox();
    const credential = encodeURIComponent("AKIATEST/20261123/us-east-1/sts/aws4_request");
    const answer = await fetch(
      `${url}/?${body}&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}`,
    );
    expect(answer.status).toBe(200);
  });
});

describe("what isn't there is refused in the form of its protocol", () => {
  const form = "application/x-www-form-urlencoded";

  test.each([
    [
      "ec2",
      { "content-type": form },
      "Action=CreateFleet&Version=2016-11-15",
      /^<\?xml.*\n<Response><Errors><Error><Code>InvalidAction<\/Code><Message>ec2:CreateFleet is not in the sandbox; it has: .*AuthorizeSecurityGroupIngress.*<\/Message><\/Error><\/Errors><RequestID>.*<\/RequestID><\/Response>$/,
    ],
    [
      "sts",
      { "content-type": form },
      "Action=GetSessionToken&Version=2011-06-15",
      /<ErrorResponse xmlns="https:\/\/sts.*"><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code><Message>sts:GetSessionToken is not/,
    ],
    [
      "elasticloadbalancing",
      { "content-type": form },
      "Action=DescribeLoadBalancers&Version=2015-12-01",
      /<ErrorResponse.*<Code>InvalidAction<\/Code><Message>the service elasticloadbalancing is not in the sandbox; it has: .*cloudtrail, ec2, .*sqs, .*\(/,
    ],
    [
      "events",
      { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSEvents.PutPermission" },
      "{}",
      /^\{"__type":"UnknownOperationException","message":"events:PutPermission is not/,
    ],
    [
      "sqs",
      { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.PurgeQueue" },
      "{}",
      /^\{"__type":"com.amazonaws.sqs#UnknownOperationException","message":"sqs:PurgeQueue is not/,
    ],
    [
      "athena",
      { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AmazonAthena.ListWorkGroups" },
      "{}",
      /^\{"__type":"UnknownOperationException","message":"the service athena is not/,
    ],
    ["eks", { "content-type": "application/json" }, "{}", /^\{"message":"the service eks is not/],
    [
      "route53",
      { "content-type": "application/xml" },
      "",
      /<Error><Code>NotImplemented<\/Code><Message>the service route53 is not/,
    ],
  ])("%s", async (service, headers, body, expected) => {
    const { url, records } = await openTestSandbox();
    const answer = await rawCall(url, service, body, { headers });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(expected);
    expect(records).toEqual([]);
  });
});

describe("a request that can't be read is refused", () => {
  const describeVpcs = "Action=DescribeVpcs&Version=2016-11-15";

  test.each([
    ["unsigned", { authorization: "" }, describeVpcs, 403, "MissingAuthenticationToken"],
    [
      "half signed",
      { authorization: "AWS4-HMAC-SHA256 Credential=AKIA/x" },
      describeVpcs,
      403,
      "IncompleteSignature",
    ],
    ["in another scheme", { authorization: "Bearer token" }, describeVpcs, 403, "IncompleteSignature"],
    [
      "for no region",
      { authorization: "AWS4-HMAC-SHA256 Credential=A/20261123/../ec2/aws4_request" },
      describeVpcs,
      403,
      "SignatureDoesNotMatch",
    ],
    ["without action", {}, "Version=2016-11-15", 400, "MissingAction"],
    ["too deep", {}, `${describeVpcs}&${"a.".repeat(50)}=1`, 400, "MalformedQueryString"],
    ["with an unknown parameter", {}, `${describeVpcs}&Colour=red`, 400, "UnknownParameter"],
    [
      "with an unknown parameter inside",
      {},
      `${describeVpcs}&Filter.1.Name=a&Filter.1.Nme=b`,
      400,
      "UnknownParameter",
    ],
    ["with a prototype's name", {}, `${describeVpcs}&__proto__.x=1&constructor=2`, 400, "UnknownParameter"],
    ["with text for a number", {}, `${describeVpcs}&MaxResults=five`, 400, "InvalidParameterValue"],
    ["with text for a structure", {}, `${describeVpcs}&Filter.1=five`, 400, "InvalidParameterValue"],
    ["with text for a list", {}, `${describeVpcs}&VpcId=vpc-1`, 400, "InvalidParameterValue"],
    ["with a list for a text", {}, `${describeVpcs}&NextToken.1=x`, 400, "InvalidParameterValue"],
    ["with a strange boolean", {}, `${describeVpcs}&DryRun=maybe`, 400, "InvalidParameterValue"],
  ])("%s", async (_name, headers, body, status, code) => {
    const { url } = await openTestSandbox();
    const answer = await rawCall(url, "ec2", body, { headers });
    expect(await answer.text()).toContain(`<Response><Errors><Error><Code>${code}</Code>`);
    expect(answer.status).toBe(status);
  });

  test("JSON that is none", async () => {
    const { url } = await openTestSandbox();
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSEvents.PutEvents" };
    for (const [body, type] of [
      ["{", "SerializationException"],
      ["[]", "ValidationException"],
      ["null", "ValidationException"],
    ]) {
      const answer = await rawCall(url, "events", body ?? "", { headers });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ __type: type });
    }
  });

  test("a body larger than 1 MiB", async () => {
    const { url } = await openTestSandbox();
    const answer = await rawCall(
      url,
      "ec2",
      `Action=DescribeVpcs&Version=2016-11-15&x=${"y".repeat(3_000_000)}`,
    );
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain("<Code>RequestEntityTooLarge</Code>");
  });

  test("hostile text in an error comes back escaped", async () => {
    const { url } = await openTestSandbox();
    const id = encodeURIComponent('</Message><script>"\u0000');
    const answer = await rawCall(url, "ec2", `Action=DescribeVpcs&Version=2016-11-15&VpcId.1=${id}`);
    expect(await answer.text()).toContain("&quot;&lt;/Message&gt;&lt;script&gt;&quot;\ufffd&quot;");
  });
});

test("a service's own name may have dots", async () => {
  const { url } = await openTestSandbox();
  const target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DescribeTrails";
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  const answer = await rawCall(url, "cloudtrail", "{}", { headers });
  expect(await answer.json()).toMatchObject({ trailList: [{ IsMultiRegionTrail: true }] });
});

test("a browser is told what this is", async () => {
  const { url } = await openTestSandbox();
  const answer = await fetch(url, { headers: { accept: "text/html" } });
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
  expect(await answer.text()).toMatch(/^Snapback's sandbox.*\n$/);
});
