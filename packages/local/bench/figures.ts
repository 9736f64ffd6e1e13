import { percentile as ofSorted } from "@snapback/core/overview/percentile";

/** The p-th percentile (0 to 1) of these samples, by nearest rank. */
export function percentile(samples: readonly number[], p: number): number {
  return (
    ofSorted(
      samples.toSorted((a, b) => a - b),
      p,
    ) ?? Number.NaN
  );
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}

/** "p50 1.2 ms   p99 3.4 ms   max …   (n = 100)" */
export function summary(samples: readonly number[]): string {
  const figures = [
    `p50 ${milliseconds(percentile(samples, 0.5))}`,
    `p99 ${milliseconds(percentile(samples, 0.99))}`,
    `max ${milliseconds(Math.max(...samples))}`,
  ];
  return `${figures.join("   ")}   (n = ${samples.length})`;
}
