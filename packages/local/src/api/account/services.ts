import { JsonObject } from "@snapback/core/json";
import { securityGroupRules, seeds } from "../../sandbox/services/ec2/resources.ts";
import { functionPolicies, functionUrls } from "../../sandbox/services/lambda/resources.ts";
import { deployed } from "../../sandbox/stack.ts";
import { allKinds } from "../../sandbox/table.ts";
import { databaseKinds, keyKinds, parameterKinds } from "./data.ts";
import { functionKinds } from "./functions.ts";
import { identityKinds } from "./identities.ts";
import { machineKinds } from "./machines.ts";
import { queueKinds, ruleKinds, topicKinds, trailKinds } from "./messages.ts";
import { networkKinds } from "./network.ts";
import type { ShownKind } from "./shown.ts";
import { storageKinds } from "./storage.ts";

export interface ShownService {
  service: string;
  title: string;
  kinds: readonly ShownKind[];
}

const known: readonly ShownService[] = [
  { service: "ec2", title: "EC2", kinds: [...networkKinds, ...machineKinds] },
  { service: "s3", title: "S3", kinds: storageKinds },
  { service: "iam", title: "IAM", kinds: identityKinds },
  { service: "kms", title: "KMS", kinds: keyKinds },
  { service: "lambda", title: "Lambda", kinds: functionKinds },
  { service: "rds", title: "RDS", kinds: databaseKinds },
  { service: "sns", title: "SNS", kinds: topicKinds },
  { service: "sqs", title: "SQS", kinds: queueKinds },
  { service: "cloudtrail", title: "CloudTrail", kinds: trailKinds },
  { service: "events", title: "EventBridge", kinds: ruleKinds },
  { service: "ssm", title: "Systems Manager", kinds: parameterKinds },
];

/** What is shown with another kind, or is the sandbox's own note. */
const within = [securityGroupRules, functionPolicies, functionUrls, seeds, deployed].map(({ name }) => name);

/** Everything that an account can have, service by service; last what nobody has found words for, as it is kept. */
export function shownServices(): ShownService[] {
  const named = new Set([...within, ...known.flatMap(({ kinds }) => kinds.map(({ name }) => name))]);
  const others = allKinds().filter(({ name }) => !named.has(name));
  const kinds = others.map(
    (kind): ShownKind => ({
      name: kind.name,
      title: kind.name,
      resources: (account) =>
        account
          .table(kind)
          .rows()
          .map((row) => ({ id: row.id, facts: [], row: JsonObject.parse(row) })),
    }),
  );
  return [...known, { service: "other", title: "Other", kinds }];
}
