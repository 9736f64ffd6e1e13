import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { detections } from "@snapback/core/detections/registry";
import { parseConfig } from "@snapback/core/settings/config";
import { Command, InvalidArgumentError } from "commander";
import config from "../../../snapback.config.ts";
import { consoleLog } from "./console-log.ts";
import { openData } from "./data-folder.ts";
import { accountFolder } from "./laptop.ts";
import { requireConsole } from "./server.ts";
import { openSite } from "./site.ts";
import { startProblem } from "./start-problem.ts";
import { openStorage } from "./storage.ts";

/** `npm start`: all of Snapback on this machine, until it is interrupted. */

const options = new Command("npm start --")
  .description("Runs Snapback on this machine: sandbox account, pipeline, API and console.")
  .option("--port <number>", "the console's and the API's port", port, 3000)
  .option("--aws-port <number>", "the sandbox account's port", port, 4566)
  .option("--data <folder>", "where findings and the sandbox account are kept", ".snapback")
  .option("--reset", "forget them first")
  .parse()
  .opts<{ port: number; awsPort: number; data: string; reset?: true }>();

// dynalite's HTTP code is older than Node's, and says so.
process.noDeprecation = true;
// It tells of a later release of the SDK, which the lock file keeps out.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const write = (text: string) => void process.stdout.write(text);

try {
  await start();
} catch (error) {
  const problem = startProblem(error, options);
  if (problem === undefined) throw error;
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  requireConsole();
  const chosen = parseConfig(config, detections);
  const data = resolve(options.data);
  if (options.reset) await forget(data);
  await openData(data);
  const site = await openSite({
    detections,
    config: chosen,
    data,
    awsPort: options.awsPort,
    port: options.port,
    log: consoleLog(write, process.stdout.isTTY),
  });
  const { account, region, url } = site.aws;

  const group = site.sandbox.testVpc()?.defaultGroupId;
  write(`
  Console   ${site.url}
  API       ${site.url}/api/findings   (described in ${site.url}/api/openapi.json)
  Sandbox   ${url}   account ${account}, region ${region}
  Pipeline  detect, respond, reconcile, notify and heartbeat, with ${detections.length} detection${detections.length === 1 ? "" : "s"}
  Data      ${data}

Open a security group to the world in a second terminal, and see it closed again:

  npm run attack -- open-ssh${options.awsPort === 4566 ? "" : ` --aws-port ${options.awsPort}`}
${group === undefined ? "" : awsCommand(url, region, group)}
Ready. Ctrl-C stops it.

`);

  const interrupted = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await site.warmUp();
  await interrupted;
  write("\nStopping.\n");
  await site.close();
}

function awsCommand(url: string, region: string, group: string): string {
  return `
or with any AWS client, with any credentials:

  AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws --endpoint-url ${url} --region ${region} \\
    ec2 authorize-security-group-ingress --group-id ${group} --protocol tcp --port 22 --cidr 0.0.0.0/0
`;
}

/** Only what Snapback keeps there: the folder may be anybody's. */
async function forget(data: string): Promise<void> {
  // Refused while another process has it open, whose files these would be.
  const storage = await openStorage(accountFolder(data));
  await storage.close();
  for (const own of ["findings", "account", "format.json"])
    await rm(join(data, own), { recursive: true, force: true });
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError("not a port number.");
  return number;
}
