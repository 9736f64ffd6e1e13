import type { Tried } from "./trials.ts";

/** What became of each attack, as a table. */
export function summary(tried: readonly Tried[]): string {
  const rows = tried.map(({ detection, attack, outcome }) => [
    detection,
    attack,
    outcome.how === "not there" ? "not in moto" : outcome.how,
    outcome.what,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const proven = new Set(
    tried.filter(({ outcome }) => outcome.how === "proven").map(({ detection }) => detection),
  );
  return [
    ...lines,
    `${proven.size} detections proven, of ${new Set(tried.map(({ detection }) => detection)).size}`,
  ].join("\n");
}
