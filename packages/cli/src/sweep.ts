import { detections } from "@snapback/core/detections/registry";
import { parseConfig } from "@snapback/core/settings/config";
import config from "../../../snapback.config.ts";
import { processTerminal } from "./findings/terminal.ts";
import { exitCodeOf } from "./stage/command.ts";
import { runSweep } from "./sweep/run.ts";

/** `npm run sweep`: what is wrong in an account as it is now, whether or not Snapback is deployed there. */

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

process.exitCode = await exitCodeOf(
  () =>
    runSweep(process.argv.slice(2), {
      terminal: processTerminal(),
      progress: process.stderr.isTTY,
      detections,
      config: parseConfig(config, detections),
    }),
  // 1 says that something is wrong in the account, and nothing of it was seen.
  { unreached: 2 },
);
