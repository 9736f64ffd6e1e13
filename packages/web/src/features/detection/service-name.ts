/** What AWS calls the services that event sources are named after. */
const NAMES: { [source: string]: string } = {
  "access-analyzer": "IAM Access Analyzer",
  cloudtrail: "CloudTrail",
  codebuild: "CodeBuild",
  config: "Config",
  dynamodb: "DynamoDB",
  ec2: "EC2",
  ecr: "ECR",
  eks: "EKS",
  elasticfilesystem: "EFS",
  es: "OpenSearch",
  events: "EventBridge",
  guardduty: "GuardDuty",
  iam: "IAM",
  kms: "KMS",
  lambda: "Lambda",
  macie2: "Macie",
  organizations: "Organizations",
  rds: "RDS",
  redshift: "Redshift",
  s3: "S3",
  secretsmanager: "Secrets Manager",
  securityhub: "Security Hub",
  signin: "Console sign-in",
  sns: "SNS",
  sqs: "SQS",
  ssm: "Systems Manager",
  wafv2: "WAF",
};

export function serviceName(service: string): string {
  return Object.hasOwn(NAMES, service) ? (NAMES[service] ?? service) : service;
}
