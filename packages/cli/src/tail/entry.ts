import { parseJson } from "@snapback/core/json";
import { type LogEntry, toldMessages } from "@snapback/core/log-line";
import * as z from "zod";

/**
 * What the functions' log groups are asked for: what `logLine` has a line for, be it by its message or by its level, and
 * calls that Lambda itself ended.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const FILTER = `{ ${[
  ...toldMessages().map((message) => `($.message = "${message}")`),
  ...["WARN", "ERROR", "FATAL"].map((level) => `($.level = "${level}")`),
  '($.type = "platform.report" && $.record.status != "success")',
].join(" || ")} }`;

const Level = z
  .string()
  .transform((level) => level.toLowerCase())
  .pipe(z.enum(["debug", "info", "warn", "error"]))
  .catch("error");

/** Powertools' line, or Lambda's own of an error, whose message is an object. */
const Line = z.looseObject({ level: Level, message: z.union([z.string(), z.looseObject({})]) });

/** https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report */
const Report = z.object({
  type: z.literal("platform.report"),
  record: z.object({ requestId: z.string().optional(), status: z.string() }),
});

/** What Powertools and Lambda add to every line, and what says nothing to a person who follows. */
const FRAME = new Set([
  "level",
  "message",
  "timestamp",
  "service",
  "sampling_rate",
  "xray_trace_id",
  "cold_start",
  "function_arn",
  "function_memory_size",
  "function_name",
  "function_request_id",
  "requestId",
  "tenantId",
]);

/**
 * A line of a function's log as an entry; `undefined` for one in no form that functions or Lambda write.
 *
 * @param at CloudWatch's time of it
 */
export function parseEntry(text: string, from: string, at: Date): LogEntry | undefined {
  const json = parseJson(text);
  const report = Report.safeParse(json);
  if (report.success) return failure(from, at, report.data.record);
  const line = Line.safeParse(json);
  if (!line.success) return undefined;
  const { level, message } = line.data;
  if (typeof message !== "string") return failure(from, at, message);
  const fields = Object.entries(line.data).filter(([name]) => !FRAME.has(name));
  return { level, message, fields: { function: from, ...Object.fromEntries(fields) }, at };
}

/** What no code of ours wrote: an error that none caught, or a call that Lambda ended. */
function failure(from: string, at: Date, { stackTrace: _, ...fields }: Record<string, unknown>): LogEntry {
  return { level: "error", message: "function.failed", fields: { function: from, ...fields }, at };
}

/** JSON on one line, in which no character moves a cursor: escapes in a JSON text mean what they stand for. */
export function oneLine(text: string): string {
  const value = parseJson(text);
  return value === undefined ? text : JSON.stringify(value);
}
