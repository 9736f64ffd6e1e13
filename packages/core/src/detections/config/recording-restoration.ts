import { Channel, Recorder } from "../../aws/configservice/operations.ts";
import { hearsay } from "../../baseline/hearsay.ts";
import type { Baseline } from "../../baseline/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Inspection } from "../define.ts";
import type { Recording } from "./recording.ts";

/** Under which aspects of the region's Config its parts are kept. */
export const RECORDER = "recorder";
export const CHANNEL = "delivery-channel";

/** Puts back what is missing, in the order that Config demands: a recorder, a channel, and only then it can record. */
export async function restoration(
  now: Recording,
  region: string,
  known: (aspect: string) => Promise<Baseline | undefined>,
): Promise<Pick<Inspection, "plan" | "stuck">> {
  const [recorderBefore, channelBefore] = await Promise.all([known(RECORDER), known(CHANNEL)]);
  const recorder = now.recorder ?? Recorder.safeParse(recorderBefore?.value).data;
  const channel = now.channel ?? Channel.safeParse(channelBefore?.value).data;
  if (!recorder)
    return { stuck: `What Config recorded in ${region} is not known: make its recorder by hand.` };
  if (!channel)
    return { stuck: `Where Config delivered in ${region} is not known: make its delivery channel by hand.` };

  const ConfigurationRecorderName = recorder.name;
  const steps: Step[] = [];
  const undo: Step[] = [];
  const add = (forward: Step, back: Step) => {
    undo.unshift({ ...back, undoes: steps.length });
    steps.push(forward);
  };
  if (!now.recorder)
    add(
      step(
        "PutConfigurationRecorder",
        { ConfigurationRecorder: recorder },
        `make recorder ${recorder.name} again, with role ${recorder.roleARN}`,
      ),
      step("DeleteConfigurationRecorder", { ConfigurationRecorderName }, "delete the recorder again"),
    );
  if (!now.channel)
    add(
      step(
        "PutDeliveryChannel",
        { DeliveryChannel: channel },
        `deliver to bucket ${channel.s3BucketName} again`,
      ),
      step(
        "DeleteDeliveryChannel",
        { DeliveryChannelName: channel.name },
        "delete the delivery channel again",
      ),
    );
  add(
    step("StartConfigurationRecorder", { ConfigurationRecorderName }, `let Config record in ${region}`),
    step("StopConfigurationRecorder", { ConfigurationRecorderName }, "stop the recorder again"),
  );
  const told = [...(now.recorder ? [] : [recorderBefore]), ...(now.channel ? [] : [channelBefore])];
  const confirm = told.map(hearsay).find((one) => one.confirm !== undefined);
  return { plan: { version: 1, steps, undo, ...confirm } };
}

function step(operation: string, input: JsonObject, does: string): Step {
  return { service: "configservice", operation, input, does };
}
