import { runFindings } from "./findings/run.ts";
import { processTerminal } from "./findings/terminal.ts";

/** `npm run findings`: what the console does, without a browser. */

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

// Whoever read the output went away.
process.stdout.on("error", () => process.exit(1));

process.exitCode = await runFindings(process.argv.slice(2), {
  terminal: processTerminal(),
  env: process.env,
});
