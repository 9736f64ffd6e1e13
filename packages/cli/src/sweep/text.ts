import { indented, type Line, tabulated } from "../findings/text/line.ts";
import { planText } from "../findings/text/plan.ts";
import { bold, dim, severityText } from "../findings/text/style.ts";
import type { Found, Problem } from "./look.ts";

/** What a sweep has to say when it is through. */
export interface Swept {
  account: string;
  regions: readonly string[];
  resources: number;
  found: readonly Found[];
  problems: readonly Problem[];
}

/** As lines: the table, how each would be put right, and what could not be seen. */
export function sweepText({ account, regions, resources, found, problems }: Swept): Line[] {
  const looked = `${resources} resource${resources === 1 ? "" : "s"} of account ${account} looked at in ${regions.join(", ")}`;
  return [
    ...(found.length === 0 ? [`Nothing is wrong: ${looked}.`] : [...tableOf(found), "", ...remedies(found)]),
    ...(found.length === 0 ? [] : [`${found.length} wrong; ${looked}.`]),
    ...problemText(problems),
  ];
}

function tableOf(found: readonly Found[]): Line[] {
  const header = ["", "SEVERITY", "DETECTION", "REGION", "WHAT"].map(dim);
  const rows = found.map(({ detection, region, violation }, index) => [
    `${index + 1}`,
    severityText(violation.severity),
    detection.id,
    violation.region ?? region,
    violation.summary,
  ]);
  return tabulated([header, ...rows]);
}

function remedies(found: readonly Found[]): Line[] {
  return [
    [bold("How each would be put right")],
    ...found.flatMap(({ violation, remedy }, index): Line[] => {
      const commands = remedy.steps.map(({ command }) => command);
      const undoCommands = remedy.undo.map(({ command }) => command);
      const plan = remedy.steps.length > 0 ? planText(remedy, { commands, undoCommands }) : [];
      const byHand = remedy.byHand.map((what) => `By hand: ${what}`);
      return ["", [dim(`${index + 1}. `), violation.summary], ...indented([...plan, ...byHand], "   ")];
    }),
    "",
  ];
}

function problemText(problems: readonly Problem[]): Line[] {
  if (problems.length === 0) return [];
  return [
    "",
    [{ text: "Could not be seen:", style: "yellow" }],
    ...problems.map(({ unit, code, message }) => `  ${unit}: ${code}: ${message}`),
  ];
}

/** As JSON. */
export function sweepJson({ found, ...rest }: Swept): unknown {
  return {
    ...rest,
    findings: found.map(({ detection, region, violation, remedy }) => ({
      detection: detection.id,
      severity: violation.severity,
      account: violation.account ?? rest.account,
      region: violation.region ?? region,
      resource: violation.resource,
      fingerprint: violation.fingerprint,
      summary: violation.summary,
      evidence: violation.evidence,
      remedy,
    })),
  };
}
