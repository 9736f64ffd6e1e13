import type { ConfigurationRecorder } from "@aws-sdk/client-config-service";
import type * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { Channel, Recorder } from "../../aws/configservice/operations.ts";

/** What Config has in a region of its customer's: other AWS services may have recorders of their own. */
export interface Recording {
  recorder?: z.infer<typeof Recorder> | undefined;
  channel?: z.infer<typeof Channel> | undefined;
  recording: boolean;
}

type ConfigService = Pick<
  Clients["configservice"],
  "DescribeConfigurationRecorders" | "DescribeConfigurationRecorderStatus" | "DescribeDeliveryChannels"
>;

export async function recordingNow(config: ConfigService): Promise<Recording> {
  const [{ ConfigurationRecorders = [] }, { ConfigurationRecordersStatus = [] }, { DeliveryChannels = [] }] =
    await Promise.all([
      config.DescribeConfigurationRecorders({}),
      config.DescribeConfigurationRecorderStatus({}),
      config.DescribeDeliveryChannels({}),
    ]);
  const own = ConfigurationRecorders.find(({ servicePrincipal }) => !servicePrincipal);
  const status = ConfigurationRecordersStatus.find(({ name }) => name === own?.name);
  return {
    recorder: own && Recorder.parse(withoutEmptyLists(own)),
    channel: Channel.safeParse(DeliveryChannels[0]).data,
    recording: status?.recording === true,
  };
}

export function isOn({ recorder, channel, recording }: Recording): boolean {
  return recorder !== undefined && channel !== undefined && recording;
}

/** Config answers with empty lists where it takes none. */
function withoutEmptyLists({ recordingGroup, ...recorder }: ConfigurationRecorder): ConfigurationRecorder {
  if (recordingGroup === undefined) return recorder;
  const { resourceTypes, exclusionByResourceTypes, ...group } = recordingGroup;
  return {
    ...recorder,
    recordingGroup: {
      ...group,
      ...(resourceTypes?.length && { resourceTypes }),
      ...(exclusionByResourceTypes?.resourceTypes?.length && { exclusionByResourceTypes }),
    },
  };
}
