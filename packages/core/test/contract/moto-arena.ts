import * as z from "zod";
import type { Send } from "../../src/attack/run.ts";
import { openSdk } from "../../src/attack/sdk.ts";
import { openAccount } from "../../src/aws/account.ts";
import { JsonObject } from "../../src/json.ts";
import type { Arena } from "./arena.ts";
import { motoDifferences, motoReads } from "./differences.ts";
import { recordOf } from "./recorded/index.ts";

const REGION = "us-east-1";

let accounts = 0;

/**
 * An account of moto's that nobody has used, with the test VPC that a deploy makes. scripts/contract/server.py takes the account
 * from the access key.
 */
export async function openMotoArena(endpoint: string): Promise<Arena> {
  accounts += 1;
  const account = String(444_400_000_000 + accounts);
  const credentials = { accessKeyId: `AKIA${account}`, secretAccessKey: "any" };
  const sdk = openSdk({ endpoint, region: REGION, credentials });
  await makeTestVpc(sdk);
  const place = { account, region: REGION };
  const records: unknown[] = [];
  return {
    place,
    live: openAccount({ endpoint, credentials, maxAttempts: 1 })(REGION),
    lacks,
    mend: (call, answer) => motoReads.find((read) => read.call === call)?.mend(answer, place) ?? answer,
    records: async () => records,
    async send(service, operation, input) {
      const call = { service, operation, input: JsonObject.parse(input) };
      const answer = mended(call, await sdk(service, operation, input));
      const record = await recordOf({ ...call, answer }, place);
      if (record) records.push(record);
      return answer;
    },
  };
}

async function makeTestVpc(send: Send): Promise<void> {
  const Tags = [{ Key: "Name", Value: "snapback-test" }];
  await send("ec2", "CreateVpc", {
    CidrBlock: "10.0.0.0/24",
    TagSpecifications: [{ ResourceType: "vpc", Tags }],
  });
}

function mended(
  { service, operation, input }: { service: string; operation: string; input: JsonObject },
  answer: unknown,
) {
  const difference = motoDifferences.find(({ call }) => call === `${service}:${operation}`);
  if (!difference) return answer;
  const read: unknown = JSON.parse(JSON.stringify(answer ?? {}));
  return difference.mend(JsonObject.parse(read), input);
}

/** scripts/contract/server.py makes this status of what moto has not implemented. */
function lacks(error: unknown): boolean {
  const read = z.object({ $metadata: z.object({ httpStatusCode: z.literal(501) }) }).safeParse(error);
  return read.success;
}
