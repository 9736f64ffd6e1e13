/** The windows that people can choose from, in days. */
export const windows = [7, 30, 90] as const;

const DEFAULT = 30;

/** The window in an address. */
export function parseWindow({ days }: Record<string, unknown>): { days?: number } {
  const known = windows.find((choice) => String(choice) === days || choice === days);
  return known === undefined || known === DEFAULT ? {} : { days: known };
}

export function windowOf({ days = DEFAULT }: { days?: number }): number {
  return days;
}
