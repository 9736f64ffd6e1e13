interface Reference {
  framework: string;
  version: string;
  id: string;
}

/** Where a framework's own pages are. Nothing from an event is in these addresses. */
export function frameworkPage({ framework, version, id }: Reference): string | undefined {
  switch (framework) {
    case "MITRE ATT&CK":
      // Techniques get other ids with the years: those of a version stay where they are.
      return `https://attack.mitre.org/versions/v${version.split(".")[0]}/techniques/${id.replace(".", "/")}/`;
    case "AWS FSBP": {
      const service = FSBP_PAGES[id.split(".")[0] ?? ""];
      const anchor = id.toLowerCase().replace(".", "-");
      return (
        service &&
        `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${anchor}`
      );
    }
    case "CIS AWS Foundations":
      return "https://www.cisecurity.org/benchmark/amazon_web_services";
    default:
      return undefined;
  }
}

/** Security Hub's pages by the prefix of their controls' ids, where they are not called the same. */
const FSBP_PAGES: { [prefix: string]: string } = {
  CloudTrail: "cloudtrail",
  Config: "config",
  DocumentDB: "documentdb",
  EC2: "ec2",
  EKS: "eks",
  ES: "es",
  GuardDuty: "guardduty",
  IAM: "iam",
  KMS: "kms",
  Lambda: "lambda",
  Neptune: "neptune",
  Opensearch: "opensearch",
  RDS: "rds",
  Redshift: "redshift",
  S3: "s3",
  SNS: "sns",
  SSM: "ssm",
};
