import type { Operation } from "@snapback/core/aws/operation";
import { operations } from "@snapback/core/aws/operations";
import type { Detection } from "@snapback/core/detections/define";
import { respondingService } from "@snapback/core/detections/define";
import * as z from "zod";

/** docs/detections.md: the catalogue, as the declarations have it. */
export function detectionsDoc(detections: readonly Detection[]): string {
  const sorted = detections.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return `${[
    "# Detections",
    "Written by `npm run gen` from the declarations in `packages/core/src/detections`. Do not edit.",
    `${sorted.length} detections; ${sorted.filter(({ response }) => response).length} put right what they find, ${sorted.filter(({ sweep }) => sweep).length} can sweep the account for it. All are in mode \`approve\` (those without a response in \`monitor\`) until \`snapback.config.ts\` or the console says otherwise.`,
    table(sorted),
    ...sorted.map(section),
  ].join("\n\n")}\n`;
}

function table(detections: readonly Detection[]): string {
  const rows = detections.map(
    ({ id, title, severity, response, sweep }) =>
      `| [${id}](#${id}) | ${cell(title)} | ${severity} | ${response ? "yes" : "by hand"} | ${sweep ? "yes" : ""} |`,
  );
  return ["| id | what | severity | put right | sweep |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function section(detection: Detection): string {
  const { id, title, severity, why, triage, falsePositives, byHand, notes, references, events } = detection;
  return [
    `## ${id}`,
    `**${title}** (${severity}). ${why}`,
    list(
      "Events",
      events.flatMap(({ source, names }) => names.map((name) => `${source} \`${name}\``)),
    ),
    responseOf(detection),
    list("By hand", byHand),
    parametersOf(detection),
    list("Triage", triage),
    list("False positives", falsePositives),
    list("Notes", notes),
    list(
      "References",
      references.map(({ framework, version, ids }) => `${framework} ${version}: ${ids.join(", ")}`),
    ),
    attacksOf(detection),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function responseOf(detection: Detection): string {
  const { response, sweep } = detection;
  const responds = response
    ? [
        `By \`respond-${respondingService(detection)}\`, whose rights are these for it:`,
        actionsOf(response.calls).map(code).join(", "),
      ]
    : [];
  const sweeps = sweep ? [`The sweep needs ${actionsOf(sweep.calls).map(code).join(", ")}.`] : [];
  return [...responds, ...sweeps].join(" ");
}

function actionsOf(calls: readonly string[]): string[] {
  const declared: { [service: string]: { [operation: string]: Operation } } = operations;
  const actions = calls.flatMap((call) => {
    const [service = "", operation = ""] = call.split(":");
    return declared[service]?.[operation]?.grants.map(({ action }) => action) ?? [];
  });
  return [...new Set(actions)].toSorted();
}

const Properties = z.object({
  properties: z
    .record(z.string(), z.looseObject({ description: z.string().optional(), default: z.unknown() }))
    .default({}),
});

function parametersOf({ parameters }: Detection): string {
  const { properties } = Properties.parse(
    z.toJSONSchema(parameters, { io: "input", unrepresentable: "any" }),
  );
  return list(
    "Parameters",
    Object.entries(properties).map(
      ([name, { description = "", default: value }]) =>
        `\`${name}\`: ${description} As it comes: \`${JSON.stringify(value)}\`.`,
    ),
  );
}

function attacksOf({ attacks }: Detection): string {
  return list(
    "Try it",
    attacks.map(({ name, title }) => `\`npm run attack -- ${name}\`: ${title}`),
  );
}

function list(title: string, items: readonly string[] = []): string {
  return items.length > 0 ? `${title}:\n\n${items.map((item) => `- ${item}`).join("\n")}` : "";
}

const code = (text: string) => `\`${text}\``;
const cell = (text: string) => text.replaceAll("|", "\\|");
