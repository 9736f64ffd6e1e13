import {
  type EC2Client,
  type Instance,
  ModifyInstanceMetadataOptionsCommand,
  paginateDescribeInstances,
} from "@aws-sdk/client-ec2";
import { call } from "../operation.ts";
import { instanceOperations as operations } from "./instance-operations.ts";

export function instanceCalls(client: EC2Client) {
  return {
    DescribeInstances: call(operations.DescribeInstances, async (input) => {
      const instances: Instance[] = [];
      for await (const page of paginateDescribeInstances({ client, pageSize: 1000 }, input))
        instances.push(...(page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances));
      return instances;
    }),
    ModifyInstanceMetadataOptions: call(operations.ModifyInstanceMetadataOptions, (input) =>
      client.send(new ModifyInstanceMetadataOptionsCommand(input)),
    ),
  };
}
