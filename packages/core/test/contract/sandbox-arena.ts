import { openSandbox } from "@snapback/local/sandbox/sandbox";
import { openStorage } from "@snapback/local/storage";
import { openSdk } from "../../src/attack/sdk.ts";
import { openAccount } from "../../src/aws/account.ts";
import { JsonObject } from "../../src/json.ts";
import { ACCOUNT } from "../records.ts";
import type { Arena } from "./arena.ts";
import { recordOf } from "./recorded/index.ts";

const REGION = "us-east-1";

export interface SandboxArena extends Arena {
  /** The records that this folder would have made of the attacker's calls. */
  rendered: unknown[];
  close: () => Promise<void>;
}

/** A sandbox of its own, with the records that it writes itself. */
export async function openSandboxArena(): Promise<SandboxArena> {
  const storage = await openStorage(undefined);
  const records: unknown[] = [];
  const sandbox = await openSandbox({
    accountId: ACCOUNT,
    region: REGION,
    storage,
    onRecord: async (record) => void records.push(record),
  });
  const { url: endpoint } = await sandbox.listen(0);
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  const sdk = openSdk({ endpoint, region: REGION });
  const place = { account: ACCOUNT, region: REGION };
  const rendered: unknown[] = [];
  return {
    place,
    live: openAccount({ endpoint, credentials, maxAttempts: 1 })(REGION),
    lacks: (error) => error instanceof Error && error.message.includes("is not in the sandbox"),
    mend: (_call, answer) => answer,
    records: async () => [...records],
    async send(service, operation, input) {
      const answer = await sdk(service, operation, input);
      const record = await recordOf({ service, operation, input: JsonObject.parse(input), answer }, place);
      if (record) rendered.push(record);
      return answer;
    },
    rendered,
    async close() {
      await sandbox.close();
      await storage.close();
    },
  };
}
