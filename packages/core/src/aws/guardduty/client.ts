import {
  CreateDetectorCommand,
  CreatePublishingDestinationCommand,
  DeleteDetectorCommand,
  DeletePublishingDestinationCommand,
  DescribePublishingDestinationCommand,
  type Destination,
  GetDetectorCommand,
  GetFilterCommand,
  GetMembersCommand,
  GuardDutyClient,
  type GuardDutyClientConfig,
  paginateListDetectors,
  paginateListPublishingDestinations,
  StartMonitoringMembersCommand,
  StopMonitoringMembersCommand,
  UpdateDetectorCommand,
  UpdateFilterCommand,
} from "@aws-sdk/client-guardduty";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The GuardDuty operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createGuardDuty(config: GuardDutyClientConfig) {
  const client = new GuardDutyClient(config);
  return {
    ListDetectors: call(operations.ListDetectors, async (input) => {
      const ids: string[] = [];
      for await (const page of paginateListDetectors({ client }, input))
        ids.push(...(page.DetectorIds ?? []));
      return ids;
    }),
    GetDetector: call(operations.GetDetector, (input) => client.send(new GetDetectorCommand(input))),
    CreateDetector: call(operations.CreateDetector, (input) => client.send(new CreateDetectorCommand(input))),
    UpdateDetector: call(operations.UpdateDetector, (input) => client.send(new UpdateDetectorCommand(input))),
    DeleteDetector: call(operations.DeleteDetector, (input) => client.send(new DeleteDetectorCommand(input))),
    GetMembers: call(operations.GetMembers, (input) => client.send(new GetMembersCommand(input))),
    StartMonitoringMembers: call(operations.StartMonitoringMembers, (input) =>
      client.send(new StartMonitoringMembersCommand(input)),
    ),
    StopMonitoringMembers: call(operations.StopMonitoringMembers, (input) =>
      client.send(new StopMonitoringMembersCommand(input)),
    ),
    ListPublishingDestinations: call(operations.ListPublishingDestinations, async (input) => {
      const destinations: Destination[] = [];
      for await (const page of paginateListPublishingDestinations({ client }, input))
        destinations.push(...(page.Destinations ?? []));
      return destinations;
    }),
    DescribePublishingDestination: call(operations.DescribePublishingDestination, (input) =>
      client.send(new DescribePublishingDestinationCommand(input)),
    ),
    CreatePublishingDestination: call(operations.CreatePublishingDestination, (input) =>
      client.send(new CreatePublishingDestinationCommand(input)),
    ),
    DeletePublishingDestination: call(operations.DeletePublishingDestination, (input) =>
      client.send(new DeletePublishingDestinationCommand(input)),
    ),
    GetFilter: call(operations.GetFilter, (input) => client.send(new GetFilterCommand(input))),
    UpdateFilter: call(operations.UpdateFilter, (input) => client.send(new UpdateFilterCommand(input))),
  };
}
