import { operationTable, type Service } from "../../operation.ts";
import { awsJson } from "../../protocols/aws-json.ts";
import { getTrailStatus, startLogging, stopLogging } from "./logging.ts";
import {
  getEventSelectors,
  getInsightSelectors,
  putEventSelectors,
  putInsightSelectors,
} from "./selectors.ts";
import { addTags, listTags, removeTags } from "./tags.ts";
import { createTrail, deleteTrail, describeTrails, getTrail, listTrails, updateTrail } from "./trails.ts";

/**
 * AWS CloudTrail: while no trail logs, and has the events that change something, no record reaches EventBridge. The records
 * themselves are made in `record.ts`; their log files are not, and whether a trail's bucket is there is not looked at.
 */
export const cloudTrail: Service = {
  name: "cloudtrail",
  eventSource: "cloudtrail.amazonaws.com",
  protocol: awsJson("1.1"),
  operations: operationTable([
    describeTrails,
    listTrails,
    getTrail,
    createTrail,
    updateTrail,
    deleteTrail,
    getTrailStatus,
    startLogging,
    stopLogging,
    getEventSelectors,
    putEventSelectors,
    getInsightSelectors,
    putInsightSelectors,
    listTags,
    addTags,
    removeTags,
  ]),
};
