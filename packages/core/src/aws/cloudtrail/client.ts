import {
  CloudTrailClient,
  type CloudTrailClientConfig,
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  paginateListTags,
  type ResourceTag,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The CloudTrail operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createCloudTrail(config: CloudTrailClientConfig) {
  const client = new CloudTrailClient(config);
  return {
    DescribeTrails: call(operations.DescribeTrails, (input) => client.send(new DescribeTrailsCommand(input))),
    GetTrail: call(operations.GetTrail, (input) => client.send(new GetTrailCommand(input))),
    GetTrailStatus: call(operations.GetTrailStatus, (input) => client.send(new GetTrailStatusCommand(input))),
    GetEventSelectors: call(operations.GetEventSelectors, (input) =>
      client.send(new GetEventSelectorsCommand(input)),
    ),
    GetInsightSelectors: call(operations.GetInsightSelectors, (input) =>
      client.send(new GetInsightSelectorsCommand(input)),
    ),
    ListTags: call(operations.ListTags, async (input) => {
      const tags: ResourceTag[] = [];
      for await (const page of paginateListTags({ client }, input))
        tags.push(...(page.ResourceTagList ?? []));
      return tags;
    }),
    StartLogging: call(operations.StartLogging, (input) => client.send(new StartLoggingCommand(input))),
    StopLogging: call(operations.StopLogging, (input) => client.send(new StopLoggingCommand(input))),
    CreateTrail: call(operations.CreateTrail, (input) => client.send(new CreateTrailCommand(input))),
    UpdateTrail: call(operations.UpdateTrail, (input) => client.send(new UpdateTrailCommand(input))),
    DeleteTrail: call(operations.DeleteTrail, (input) => client.send(new DeleteTrailCommand(input))),
    PutEventSelectors: call(operations.PutEventSelectors, (input) =>
      client.send(new PutEventSelectorsCommand(input)),
    ),
    PutInsightSelectors: call(operations.PutInsightSelectors, (input) =>
      client.send(new PutInsightSelectorsCommand(input)),
    ),
  };
}
