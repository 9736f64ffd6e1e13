import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state.js";
import { run } from "../../.sst/platform/src/auto/run.ts";
import config from "../../sst.config.ts";
import { mockState } from "./mock-state.ts";

/**
 * Runs the app's program with SST's real components and Pulumi's mocks in place of AWS, and writes down every resource
 * with its inputs. `evaluate.ts` bundles this as SST bundles a program, and runs it in a process of its own, since
 * Pulumi's state is the process's.
 */

/** How Pulumi marks a secret: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value);
  const marked = members.some(([name, mark]) => name === MARK && mark === SECRET);
  if (marked) return plain(members.find(([name]) => name === "value")?.[1]);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

const target = process.env.SNAPBACK_GRAPH ?? "";
const account = process.env.SNAPBACK_TEST_ACCOUNT ?? "";
const home = $app.providers?.aws;
const region = typeof home === "object" && typeof home.region === "string" ? home.region : "";

const resources: { type: string; name: string; inputs: unknown }[] = [];

await pulumi.runtime.setMocks(
  {
    newResource(args) {
      const inputs = plain(args.inputs);
      resources.push({ type: args.type, name: args.name, inputs });
      return mockState(args.type, args.name, { ...args.inputs }, { account, region });
    },
    call({ token, inputs }) {
      if (token.endsWith("getCallerIdentity")) return { accountId: account, id: account };
      if (token.endsWith("getRegion")) return { region, id: region, name: region };
      if (token.endsWith("getPartition")) return { partition: "aws", id: "aws", dnsSuffix: "amazonaws.com" };
      if (token.endsWith("getPolicyDocument")) {
        const json = JSON.stringify(plain(inputs));
        return { ...inputs, json, minifiedJson: json };
      }
      throw new Error(`the mocks know no ${token}`);
    },
  },
  "snapback",
  $app.stage,
  false,
);

process.on("unhandledRejection", (error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});

const outputs = await pulumi.runtime.runInPulumiStack(() => run(() => config.run()));

/** How many promises Pulumi waits for, as its detector of leaks counts them; its types leave that out. */
function pending(): number {
  const getStore: unknown = Reflect.get(state, "getStore");
  const store: unknown = typeof getStore === "function" ? getStore() : undefined;
  const candidates = typeof store === "object" && store !== null && Reflect.get(store, "leakCandidates");
  if (!(candidates instanceof Set)) throw new Error("this version of Pulumi counts its promises elsewhere");
  return candidates.size;
}

/** Is a handler still being built? */
async function building(): Promise<boolean> {
  const answer = await fetch(`${process.env.SST_SERVER}/building`);
  return (await answer.text()) !== "0";
}

// What a resource's outputs lead to is made after the program has ended: until Pulumi awaits nothing more, and nothing
// new has come.
for (let known = -1, still = 0; still < 5; ) {
  const quiet = known === resources.length && pending() === 0 && !(await building());
  still = quiet ? still + 1 : 0;
  known = resources.length;
  await sleep(20);
}

const resolved = await new Promise((resolve) => pulumi.output(outputs).apply(resolve));
writeFileSync(target, JSON.stringify({ resources, outputs: plain(resolved) }));
process.exit(0);
