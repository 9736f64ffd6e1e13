import { severityOptions } from "../../finding/finding-severity.ts";
import { modeOrder } from "../mode/mode-words.ts";
import { serviceName } from "../service-name.ts";
import type { Listed } from "./catalogue.ts";

type Compare = (a: Listed, b: Listed) => number;

const byText =
  (of: (detection: Listed) => string): Compare =>
  (a, b) =>
    of(a).localeCompare(of(b), "en");
const byNumber =
  (of: (detection: Listed) => number): Compare =>
  (a, b) =>
    of(a) - of(b);

/** By what the columns of the catalogue can be put in order. */
export const comparators: { [column: string]: Compare } = {
  severity: byNumber(({ severity }) => severityOptions.indexOf(severity)),
  title: byText(({ title }) => title),
  service: byText(({ service }) => serviceName(service)),
  mode: byNumber(({ mode }) => modeOrder.findIndex((each) => each === mode)),
  standing: byNumber(({ findings }) => findings.standing.count),
  total: byNumber(({ findings }) => findings.total.count),
  seen: byText(({ findings }) => findings.lastSeenAt ?? ""),
};

/** The gravest first. */
const FIRST = "severity";

/** How an address says it: a column's id, with - before it for the other way round. */
export function parseSort(sort = FIRST): { column: string; descending: boolean } {
  const descending = sort.startsWith("-");
  const column = descending ? sort.slice(1) : sort;
  return Object.hasOwn(comparators, column) ? { column, descending } : { column: FIRST, descending: false };
}

export function sortName({ column, descending }: ReturnType<typeof parseSort>): string | undefined {
  const name = `${descending ? "-" : ""}${column}`;
  return name === FIRST ? undefined : name;
}

export function sortCatalogue(detections: readonly Listed[], sort: string | undefined): Listed[] {
  const { column, descending } = parseSort(sort);
  const compare = comparators[column] ?? (() => 0);
  return detections.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)));
}
