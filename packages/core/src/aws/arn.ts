/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function arn(service: string, region: string, account: string, resource: string): string {
  const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
