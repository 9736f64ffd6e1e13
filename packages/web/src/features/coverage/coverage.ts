import { choices, frameworkOf, type Listed } from "../detection/catalogue/catalogue.ts";
import type { Mode } from "../detection/detection-request.ts";
import { techniqueName } from "../detection/technique-names.ts";

/** What a framework asks for, with the detections that answer it. */
export interface Control {
  id: string;
  /** What the framework calls it, where that is known. */
  name: string | undefined;
  detections: Listed[];
}

export interface Framework {
  /** With its version. */
  name: string;
  framework: string;
  version: string;
  controls: Control[];
}

/** The frameworks that detections refer to, each with its controls in their order. */
export function frameworksOf(detections: readonly Listed[]): Framework[] {
  const named = detections.flatMap(({ references }) => references);
  return choices(named.map(frameworkOf)).map((name) => {
    const { framework = name, version = "" } = named.find((each) => frameworkOf(each) === name) ?? {};
    const idsOf = ({ references }: Listed) =>
      references.filter((each) => frameworkOf(each) === name).flatMap(({ ids }) => ids);
    const controls = choices(detections.flatMap(idsOf)).map((id) => ({
      id,
      name: techniqueName(framework, version, id),
      detections: detections.filter((detection) => idsOf(detection).includes(id)),
    }));
    return { name, framework, version, controls };
  });
}

/** The most that is done about a control by itself: by whichever of its detections does most. */
export function modeOf({ detections }: Control): Mode | undefined {
  const modes = detections.flatMap(({ mode, accounts }) => [mode, ...Object.values(accounts)]);
  return (["auto", "approve", "monitor"] as const).find((mode) => modes.includes(mode));
}

/** What an address asks of the page. */
export interface CoverageQuery {
  framework?: string;
  q?: string;
  mode?: Mode;
}

const LONGEST = 200;

export function parseCoverageQuery({ framework, q, mode }: Record<string, unknown>): CoverageQuery {
  const known = (["auto", "approve", "monitor"] as const).find((each) => each === mode);
  return {
    ...(typeof framework === "string" && framework !== "" && { framework: framework.slice(0, LONGEST) }),
    ...(typeof q === "string" && q !== "" && { q: q.slice(0, LONGEST) }),
    ...(known && { mode: known }),
  };
}

/** The page's address for this. */
export function coverageAddress(query: CoverageQuery): string {
  const search = new URLSearchParams(Object.entries(query)).toString();
  return search === "" ? "/coverage" : `/coverage?${search}`;
}

/** The controls in which all of the words are, in which something is in this mode. */
export function filterControls(
  controls: readonly Control[],
  { q = "", mode }: Pick<CoverageQuery, "q" | "mode">,
): Control[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return controls.filter((control) => {
    const text = [
      control.id,
      control.name ?? "",
      ...control.detections.flatMap(({ id, title }) => [id, title]),
    ]
      .join("\n")
      .toLowerCase();
    return words.every((word) => text.includes(word)) && (mode === undefined || modeOf(control) === mode);
  });
}
