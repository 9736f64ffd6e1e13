import { operations as accessanalyzer } from "./accessanalyzer/operations.ts";
import type { Clients } from "./account.ts";
import { operations as cloudtrail } from "./cloudtrail/operations.ts";
import { operations as codebuild } from "./codebuild/operations.ts";
import { operations as configservice } from "./configservice/operations.ts";
import { operations as dynamodb } from "./dynamodb/operations.ts";
import { operations as ec2 } from "./ec2/operations.ts";
import { operations as ecr } from "./ecr/operations.ts";
import { operations as efs } from "./efs/operations.ts";
import { operations as eks } from "./eks/operations.ts";
import { operations as events } from "./events/operations.ts";
import { operations as guardduty } from "./guardduty/operations.ts";
import { operations as iam } from "./iam/operations.ts";
import { operations as kms } from "./kms/operations.ts";
import { operations as lambda } from "./lambda/operations.ts";
import { operations as macie2 } from "./macie2/operations.ts";
import { operations as opensearch } from "./opensearch/operations.ts";
import type { Operation } from "./operation.ts";
import { operations as rds } from "./rds/operations.ts";
import { operations as redshift } from "./redshift/operations.ts";
import { operations as s3 } from "./s3/operations.ts";
import { operations as s3control } from "./s3control/operations.ts";
import { operations as secretsmanager } from "./secretsmanager/operations.ts";
import { operations as securityhub } from "./securityhub/operations.ts";
import { operations as sns } from "./sns/operations.ts";
import { operations as sqs } from "./sqs/operations.ts";
import { operations as ssm } from "./ssm/operations.ts";
import { operations as wafv2 } from "./wafv2/operations.ts";

/** Every operation that a detection may use, by service: what grants are derived from. Pure data, no SDK client. */
export const operations = {
  accessanalyzer,
  cloudtrail,
  codebuild,
  configservice,
  dynamodb,
  ec2,
  ecr,
  efs,
  eks,
  events,
  guardduty,
  iam,
  kms,
  lambda,
  macie2,
  opensearch,
  rds,
  redshift,
  s3,
  s3control,
  secretsmanager,
  securityhub,
  sns,
  sqs,
  ssm,
  wafv2,
} satisfies {
  [service in keyof Clients]: { [operation: string]: Operation };
};
