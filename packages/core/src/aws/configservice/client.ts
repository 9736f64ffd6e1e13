import {
  ConfigServiceClient,
  type ConfigServiceClientConfig,
  DeleteConfigurationRecorderCommand,
  DeleteDeliveryChannelCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The AWS Config operations that Snapback uses, over the SDK. None of its lists has pages. */
export function createConfigService(config: ConfigServiceClientConfig) {
  const client = new ConfigServiceClient(config);
  return {
    DescribeConfigurationRecorders: call(operations.DescribeConfigurationRecorders, (input) =>
      client.send(new DescribeConfigurationRecordersCommand(input)),
    ),
    DescribeConfigurationRecorderStatus: call(operations.DescribeConfigurationRecorderStatus, (input) =>
      client.send(new DescribeConfigurationRecorderStatusCommand(input)),
    ),
    DescribeDeliveryChannels: call(operations.DescribeDeliveryChannels, (input) =>
      client.send(new DescribeDeliveryChannelsCommand(input)),
    ),
    StartConfigurationRecorder: call(operations.StartConfigurationRecorder, (input) =>
      client.send(new StartConfigurationRecorderCommand(input)),
    ),
    StopConfigurationRecorder: call(operations.StopConfigurationRecorder, (input) =>
      client.send(new StopConfigurationRecorderCommand(input)),
    ),
    PutConfigurationRecorder: call(operations.PutConfigurationRecorder, (input) =>
      client.send(new PutConfigurationRecorderCommand(input)),
    ),
    DeleteConfigurationRecorder: call(operations.DeleteConfigurationRecorder, (input) =>
      client.send(new DeleteConfigurationRecorderCommand(input)),
    ),
    PutDeliveryChannel: call(operations.PutDeliveryChannel, (input) =>
      client.send(new PutDeliveryChannelCommand(input)),
    ),
    DeleteDeliveryChannel: call(operations.DeleteDeliveryChannel, (input) =>
      client.send(new DeleteDeliveryChannelCommand(input)),
    ),
  };
}
