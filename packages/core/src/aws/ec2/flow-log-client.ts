import {
  CreateFlowLogsCommand,
  DeleteFlowLogsCommand,
  type EC2Client,
  type FlowLog,
  type NetworkInterface,
  paginateDescribeFlowLogs,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
  type Subnet,
  type UnsuccessfulItem,
  type Vpc,
} from "@aws-sdk/client-ec2";
import { call } from "../operation.ts";
import { flowLogOperations as operations } from "./flow-log-operations.ts";

/** The calls about flow logs, and about what they are of. */
export function flowLogCalls(client: EC2Client) {
  return {
    DescribeFlowLogs: call(operations.DescribeFlowLogs, async (input) => {
      const logs: FlowLog[] = [];
      for await (const page of paginateDescribeFlowLogs({ client }, input))
        logs.push(...(page.FlowLogs ?? []));
      return logs;
    }),
    CreateFlowLogs: call(operations.CreateFlowLogs, async (input) =>
      done(await client.send(new CreateFlowLogsCommand(input))),
    ),
    DeleteFlowLogs: call(operations.DeleteFlowLogs, async (input) =>
      done(await client.send(new DeleteFlowLogsCommand(input))),
    ),
    DescribeVpcs: call(operations.DescribeVpcs, async (input) => {
      const vpcs: Vpc[] = [];
      for await (const page of paginateDescribeVpcs({ client }, input)) vpcs.push(...(page.Vpcs ?? []));
      return vpcs;
    }),
    DescribeSubnets: call(operations.DescribeSubnets, async (input) => {
      const subnets: Subnet[] = [];
      for await (const page of paginateDescribeSubnets({ client }, input))
        subnets.push(...(page.Subnets ?? []));
      return subnets;
    }),
    DescribeNetworkInterfaces: call(operations.DescribeNetworkInterfaces, async (input) => {
      const interfaces: NetworkInterface[] = [];
      for await (const page of paginateDescribeNetworkInterfaces({ client }, input))
        interfaces.push(...(page.NetworkInterfaces ?? []));
      return interfaces;
    }),
  };
}

/** What EC2 says with a 200 of the one flow log that a call was about: named and told like any other of its errors. */
export class FlowLogError extends Error {
  readonly $fault = "client";
  readonly $metadata: object;

  constructor(
    { Code = "FlowLogError", Message = "the flow log was not changed" }: ItemError,
    answer: Answer,
  ) {
    super(Message);
    this.name = Code;
    this.$metadata = answer.$metadata;
  }
}

type ItemError = NonNullable<UnsuccessfulItem["Error"]>;
interface Answer {
  Unsuccessful?: UnsuccessfulItem[] | undefined;
  $metadata: object;
}

function done<A extends Answer>(answer: A): A {
  const [failed] = answer.Unsuccessful ?? [];
  if (failed) throw new FlowLogError(failed.Error ?? {}, answer);
  return answer;
}
