import type { Settings } from "../../settings/settings-request.ts";
import type { DetectionSummary, Mode } from "../detection-request.ts";
import { modeOrder } from "../mode/mode-words.ts";

/** A detection as the catalogue lists it: with its mode as it holds now. */
export interface Listed extends DetectionSummary {
  mode: Mode | undefined;
  accounts: Readonly<Record<string, Mode>>;
}

/** What an address asks of the catalogue. */
export interface CatalogueQuery {
  q?: string;
  service?: string;
  severity?: string;
  framework?: string;
  mode?: Mode;
}

const LONGEST = 200;

function isMode(value: unknown): value is Mode {
  return modeOrder.some((mode) => mode === value);
}

export function parseCatalogueQuery(search: Record<string, unknown>): CatalogueQuery {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === "string" && value !== "" ? { [name]: value.slice(0, LONGEST) } : {};
  };
  const { mode } = search;
  return {
    ...text("q"),
    ...text("service"),
    ...text("severity"),
    ...text("framework"),
    ...(isMode(mode) && { mode }),
  };
}

export function listed(detections: readonly DetectionSummary[], settings: Settings | undefined): Listed[] {
  return detections.map((detection) => {
    const { mode, accounts = {} } = settings?.modes[detection.id] ?? {};
    return { ...detection, mode, accounts };
  });
}

/** Those that have all of the words somewhere, and everything else that is asked. */
export function filterCatalogue(detections: readonly Listed[], query: CatalogueQuery): Listed[] {
  const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return detections.filter((detection) => {
    const { id, title, why, service, severity, references, mode, accounts } = detection;
    const text = [id, title, why, service, ...references.flatMap(({ ids }) => ids)].join("\n").toLowerCase();
    const frameworks = references.map(frameworkOf);
    const modes = [mode, ...Object.values(accounts)];
    return (
      words.every((word) => text.includes(word)) &&
      (query.service === undefined || query.service === service) &&
      (query.severity === undefined || query.severity === severity) &&
      (query.framework === undefined || frameworks.includes(query.framework)) &&
      (query.mode === undefined || modes.includes(query.mode))
    );
  });
}

export function frameworkOf({ framework, version }: { framework: string; version: string }): string {
  return `${framework} ${version}`;
}

/** All different ones, in order. */
export function choices(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
}
