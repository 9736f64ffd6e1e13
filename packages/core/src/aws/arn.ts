/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function arn(service: string, region: string, account: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
}

/** An ARN of what belongs to no region. `region` is where the call was reported, which tells the partition. */
export function globalArn(service: string, region: string, account: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}::${account}:${resource}`;
}

/** The partition of a region, which ARNs begin with. */
export function partitionOf(region: string): string {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
