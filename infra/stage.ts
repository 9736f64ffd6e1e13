import { type Deployment, namePrefix } from "@snapback/core/deployment/deployment";
import { functionNames } from "@snapback/core/deployment/functions";
import { detections } from "@snapback/core/detections/registry";
import { ConfigError, parseConfig, watchedRegions } from "@snapback/core/settings/config";
import choices from "../snapback.config.ts";

export { detections };

/**
 * By this name SST's CLI knows errors that are to be shown by their words alone, without where in a bundle they came from.
 * SST's own class can't be had here: in a fresh clone this file is bundled before SST has written its platform.
 */
class VisibleError extends Error {
  override name = "VisibleError";
}

/** The operator's choices; a wrong one ends the deploy here, before anything is changed. */
export const config = checked();

function checked() {
  try {
    return parseConfig(choices, detections);
  } catch (error) {
    if (error instanceof ConfigError) throw new VisibleError(error.message, { cause: error });
    throw error;
  }
}

/** Names end in the stage's, and Lambda, IAM and EventBridge take 64 characters; Cognito's domains take no "aws". */
const STAGE = /^(?!.*(aws|amazon|cognito))[a-z][a-z0-9-]{0,19}$/;
const { stage } = $app;
if (!STAGE.test(stage)) {
  throw new VisibleError(
    `"${stage}" can't be a stage: up to 20 lower-case letters, digits and dashes, without "aws", "amazon" or "cognito". Name one with --stage.`,
  );
}

export const production = stage === "production";
export const prefix = namePrefix(stage);

const { accountId: account } = await aws.getCallerIdentity();
const { partition } = await aws.getPartition();

const regions = watchedRegions(config);

/** Where this stage is, as far as it is known before anything is made: ARNs of all its parts follow from it. */
export const place = {
  stage,
  account,
  partition,
  home: config.home,
  regions,
  findingsTable: `${prefix}-findings`,
  settingsTable: `${prefix}-settings`,
  ...(config.undoIamRights && { undoIamRights: true }),
} satisfies Partial<Deployment>;

export const functions = functionNames(detections);

/** In production data outlives `sst remove`, for the parts that SST's own `retain` leaves out. */
export const keepInProduction = { retainOnDelete: production };
