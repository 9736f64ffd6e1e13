import type { Settings } from "../../settings/settings-request.ts";
import type { DetectionSummary, Mode } from "../detection-request.ts";
import { modeOrder } from "../mode/mode-words.ts";
import { serviceName } from "../service-name.ts";

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
  does?: Does;
  sort?: string;
}

/** What one can ask for a detection to do. */
export type Does = keyof typeof doing;
export const doing = {
  responds: { label: "Puts right", fits: ({ responds }: DetectionSummary) => responds },
  reports: { label: "Only reports", fits: ({ responds }: DetectionSummary) => !responds },
  sweeps: { label: "Is in the sweep", fits: ({ sweeps }: DetectionSummary) => sweeps },
  calls: { label: "Is not in the sweep", fits: ({ sweeps }: DetectionSummary) => !sweeps },
};

function isDoes(value: unknown): value is Does {
  return typeof value === "string" && Object.hasOwn(doing, value);
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
  const { mode, does } = search;
  return {
    ...text("q"),
    ...text("service"),
    ...text("severity"),
    ...text("framework"),
    ...(isMode(mode) && { mode }),
    ...(isDoes(does) && { does }),
    ...text("sort"),
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
    const text = [id, title, why, service, serviceName(service), ...references.flatMap(({ ids }) => ids)]
      .join("\n")
      .toLowerCase();
    const frameworks = references.map(frameworkOf);
    const modes = [mode, ...Object.values(accounts)];
    return (
      words.every((word) => text.includes(word)) &&
      (query.service === undefined || query.service === service) &&
      (query.severity === undefined || query.severity === severity) &&
      (query.framework === undefined || frameworks.includes(query.framework)) &&
      (query.mode === undefined || modes.includes(query.mode)) &&
      (query.does === undefined || doing[query.does].fits(detection))
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
