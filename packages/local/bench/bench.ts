import { bundleFigures } from "./bundles.ts";
import { callToRevoke } from "./call-to-revoke.ts";
import { milliseconds, percentile, summary } from "./figures.ts";
import { handlerOverhead } from "./handler-overhead.ts";

/** `npm run bench`: how fast the laptop's pipeline, the handlers and their bundles are, on this machine. */

process.noDeprecation = true;
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const write = (line: string) => void process.stdout.write(`${line}\n`);

write(`Node ${process.version}, ${process.platform} ${process.arch}\n`);

const overhead = await handlerOverhead(3000);
write("detect's own time per event, without the time of its AWS calls");
write(`  a violation     ${summary(overhead.violation)}`);
write(`  a harmless call ${summary(overhead.harmless)}\n`);

write("from the dangerous call to the revoke, laptop pipeline with data on disk");
write(`  ${summary(await callToRevoke(200))}\n`);

write(
  "bundled handlers: bytes read at load, bytes that may be loaded later, time of the import in a fresh process",
);
for (const handler of ["detect", "respond", "reconcile", "notify", "heartbeat", "api"]) {
  const { loaded, later, loadMs } = await bundleFigures(handler, 15);
  const size = `${kilobytes(loaded)} + ${kilobytes(later)} later`;
  write(
    `  ${handler.padEnd(9)} ${size.padEnd(26)} median ${milliseconds(percentile(loadMs, 0.5))}   (n = ${loadMs.length})`,
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
