import type { Json, JsonObject } from "../json.ts";
import { hasUnseen, printable } from "../printable.ts";
import type { Step } from "./plan.ts";

/**
 * A step as the AWS CLI command that does the same, to read before approving it and to copy. Values come from events and
 * from the account, so every one is quoted for a POSIX shell. A reference to an earlier step's answer shows as
 * `<from step N: path>`.
 */
export function cliCommand(step: Pick<Step, "service" | "operation" | "input">, region: string): string {
  const options = Object.entries(step.input).flatMap(([name, value]) =>
    value === undefined ? [] : [option(name, value)],
  );
  const service = COMMANDS[step.service] ?? step.service;
  return ["aws", service, kebab(step.operation), "--region", quoted(region), ...options].join(" ");
}

/** Where the AWS CLI calls a service's operations by another name than the service. */
const COMMANDS: { [service: string]: string } = { s3: "s3api" };

function option(name: string, value: Json): string {
  const flag = kebab(name);
  if (typeof value === "boolean") return value ? `--${flag}` : `--no-${flag}`;
  if (Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number")) {
    return `--${flag} ${value.map((item) => quoted(String(item))).join(" ")}`;
  }
  if (typeof value === "object" && value !== null && !isReference(value))
    return `--${flag} ${quoted(JSON.stringify(value))}`;
  return `--${flag} ${quoted(isReference(value) ? describeReference(value) : String(value))}`;
}

/** The AWS CLI's own naming: `SecurityGroupRuleIds` is `security-group-rule-ids`, `CidrIpv6` is `cidr-ipv6`. */
function kebab(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

/** Quotes for a POSIX shell. Text with characters that don't show is written as bash's $'…', where they are escapes. */
function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!hasUnseen(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  return `$'${printable(text.replace(/[\\']/g, "\\$&"))}'`;
}

function isReference(value: Json): value is JsonObject & { $from: JsonObject } {
  return typeof value === "object" && value !== null && "$from" in value;
}

function describeReference({ $from }: { $from: JsonObject }): string {
  const path = Array.isArray($from.path) ? $from.path.map((part) => JSON.stringify(part)).join(".") : "";
  const step = "undo" in $from ? `undo step ${Number($from.undo) + 1}` : `step ${Number($from.step) + 1}`;
  return `<from ${step}: ${path}>`;
}
