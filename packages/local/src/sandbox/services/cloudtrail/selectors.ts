import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { arnOf, find, findHere, Name, cloudTrailOperation as operation } from "./operation.ts";
import { advancedEventSelector, eventSelector, insightSelector, type Trail, trails } from "./resources.ts";

/** What a trail has that was never told otherwise. */
const EVERY_CALL = [eventSelector.parse({})];

export const getEventSelectors = operation({
  name: "GetEventSelectors",
  readOnly: true,
  input: z.strictObject({ TrailName: Name }),
  run(account, { TrailName }) {
    const trail = find(account, TrailName);
    return { TrailARN: arnOf(account, trail), ...selectorsOf(trail) };
  },
});

/** One kind of selectors takes the other's place. */
export const putEventSelectors = operation({
  name: "PutEventSelectors",
  input: z
    .strictObject({
      TrailName: Name,
      EventSelectors: z.array(eventSelector).min(1).max(5).optional(),
      AdvancedEventSelectors: z.array(advancedEventSelector).min(1).optional(),
    })
    .refine(
      ({ EventSelectors, AdvancedEventSelectors }) =>
        (EventSelectors === undefined) !== (AdvancedEventSelectors === undefined),
      "takes event selectors or advanced event selectors",
    ),
  recordedOutput: (output) => output,
  run(account, { TrailName, EventSelectors, AdvancedEventSelectors }) {
    const trail = findHere(account, TrailName);
    const told = { eventSelectors: EventSelectors, advancedEventSelectors: AdvancedEventSelectors };
    account.home.table(trails).put({ ...trail, ...told });
    return { TrailARN: arnOf(account, trail), ...selectorsOf({ ...trail, ...told }) };
  },
});

export const getInsightSelectors = operation({
  name: "GetInsightSelectors",
  readOnly: true,
  input: z.strictObject({ TrailName: Name }),
  run(account, { TrailName }) {
    const trail = find(account, TrailName);
    if (trail.insightSelectors === undefined) {
      throw new AwsError(
        "InsightNotEnabledException",
        `Trail ${arnOf(account, trail)} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`,
      );
    }
    return { TrailARN: arnOf(account, trail), InsightSelectors: trail.insightSelectors };
  },
});

export const putInsightSelectors = operation({
  name: "PutInsightSelectors",
  input: z.strictObject({ TrailName: Name, InsightSelectors: z.array(insightSelector) }),
  recordedOutput: (output) => output,
  run(account, { TrailName, InsightSelectors }) {
    const trail = findHere(account, TrailName);
    const insightSelectors = InsightSelectors.length > 0 ? InsightSelectors : undefined;
    account.home.table(trails).put({ ...trail, insightSelectors });
    return { TrailARN: arnOf(account, trail), InsightSelectors };
  },
});

function selectorsOf({ eventSelectors, advancedEventSelectors }: Trail) {
  return advancedEventSelectors
    ? { AdvancedEventSelectors: advancedEventSelectors }
    : { EventSelectors: eventSelectors ?? EVERY_CALL };
}
