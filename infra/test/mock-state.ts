/** Where the mocked resources are. */
export interface MockPlace {
  account: string;
  region: string;
}

interface Made {
  id: string;
  state: Record<string, unknown>;
}

/**
 * What AWS would say of a new resource, as far as other resources are made from it: ARNs and ids in their real forms, so
 * that a policy that names one can be read in a test.
 */
export function mockState(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  place: MockPlace,
): Made {
  const region = typeof inputs.region === "string" ? inputs.region : place.region;
  const named = typeof inputs.name === "string" ? inputs.name : name.toLowerCase();
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${place.account}:${rest}`;
  const made = (id: string, state: Record<string, unknown> = {}): Made => ({
    id,
    state: { ...inputs, region, name: named, ...state },
  });
  switch (type) {
    case "aws:sqs/queue:Queue": {
      const url = `https://sqs.${region}.amazonaws.com/${place.account}/${named}`;
      return made(url, { url, arn: arn("sqs", named) });
    }
    case "aws:sns/topic:Topic":
      return made(arn("sns", named), { arn: arn("sns", named) });
    case "aws:lambda/function:Function":
      return made(named, {
        arn: arn("lambda", `function:${named}`),
        invokeArn: arn("apigateway", `lambda:path/${named}`),
      });
    case "aws:iam/role:Role":
      return made(named, { arn: `arn:aws:iam::${place.account}:role/${named}`, uniqueId: "AROA" });
    case "aws:cloudwatch/eventRule:EventRule": {
      const bus = typeof inputs.eventBusName === "string" ? `${inputs.eventBusName}/` : "";
      return made(named, { arn: arn("events", `rule/${bus}${named}`) });
    }
    case "aws:cloudwatch/eventBus:EventBus":
      return made(named, { arn: arn("events", `event-bus/${named}`) });
    case "aws:cloudwatch/logGroup:LogGroup":
      return made(named, { arn: arn("logs", `log-group:${named}`) });
    case "aws:dynamodb/table:Table":
      return made(named, { arn: arn("dynamodb", `table/${named}`) });
    case "aws:s3/bucket:Bucket":
    case "aws:s3/bucketV2:BucketV2": {
      const bucket = typeof inputs.bucket === "string" ? inputs.bucket : named;
      const bucketRegionalDomainName = `${bucket}.s3.${region}.amazonaws.com`;
      return made(bucket, { bucket, arn: `arn:aws:s3:::${bucket}`, bucketRegionalDomainName });
    }
    case "aws:cognito/userPool:UserPool":
      return made(`${region}_Pool`, { arn: arn("cognito-idp", `userpool/${region}_Pool`) });
    case "aws:cognito/userPoolClient:UserPoolClient":
      return made("console-client-id");
    case "aws:apigatewayv2/api:Api":
      return made("api1", {
        apiEndpoint: `https://api1.execute-api.${region}.amazonaws.com`,
        executionArn: arn("execute-api", "api1"),
        arn: arn("apigateway", "api1"),
      });
    case "aws:apigatewayv2/authorizer:Authorizer":
      return made("authorizer1");
    case "aws:cloudfront/distribution:Distribution":
      return made("E1", { domainName: "d1.cloudfront.net", arn: arn("cloudfront", "distribution/E1") });
    case "aws:ec2/vpc:Vpc":
      return made("vpc-1", { defaultSecurityGroupId: "sg-0123456789abcdef0", arn: arn("ec2", "vpc/vpc-1") });
    case "aws:kms/key:Key":
      return made("key-1", { arn: arn("kms", "key/key-1"), keyId: "key-1" });
    case "aws:cloudtrail/trail:Trail":
      return made(named, { arn: arn("cloudtrail", `trail/${named}`), homeRegion: region });
    case "random:index/randomBytes:RandomBytes":
      return made("random", { base64: Buffer.alloc(32, 1).toString("base64") });
    case "random:index/randomId:RandomId":
      return made("random", { dec: "123456789", hex: "0123456789abcdef" });
    default:
      return made(`${name}-id`, { arn: arn("mock", name) });
  }
}
