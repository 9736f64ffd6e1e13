import type { Json } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const step = (service: string, operation: string, input: { [name: string]: Json }, does: string): Step => ({
  service,
  operation,
  input,
  does,
});
const config = (operation: string, input: { [name: string]: Json }, does: string) =>
  step("configservice", operation, input, does);

const role = "attacked-config";
const ofRecorder = { ConfigurationRecorderName: "default" };
const policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "config.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

const turnOn = (bucket: string): Step[] => [
  step(
    "iam",
    "CreateRole",
    { RoleName: role, AssumeRolePolicyDocument: JSON.stringify(policy) },
    "make a role for Config",
  ),
  step("s3", "CreateBucket", { Bucket: bucket }, "make a bucket for Config"),
  config(
    "PutConfigurationRecorder",
    {
      ConfigurationRecorder: {
        name: "default",
        roleARN: { $from: { step: 0, path: ["Role", "Arn"] } },
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      },
    },
    "make a recorder",
  ),
  config(
    "PutDeliveryChannel",
    { DeliveryChannel: { name: "default", s3BucketName: bucket } },
    "deliver to the bucket",
  ),
  config("StartConfigurationRecorder", ofRecorder, "let Config record"),
];
const stop = config("StopConfigurationRecorder", ofRecorder, "stop the recorder");

export const configAttacks: Attack[] = [
  {
    name: "stop-config",
    title: "AWS Config's recorder is stopped",
    steps: [...turnOn("attacked-stop-config"), stop],
  },
  {
    name: "delete-config",
    title: "AWS Config is taken apart",
    steps: [
      ...turnOn("attacked-delete-config"),
      stop,
      config("DeleteDeliveryChannel", { DeliveryChannelName: "default" }, "delete the delivery channel"),
      config("DeleteConfigurationRecorder", ofRecorder, "delete the recorder"),
    ],
  },
];
