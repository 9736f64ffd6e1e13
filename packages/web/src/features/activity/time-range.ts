import type { DateRangePickerProps } from "@cloudscape-design/components/date-range-picker";
import type { ActivityQuery, Last } from "./activity-query.ts";

type Times = Pick<ActivityQuery, "last" | "from" | "until">;

const units = { minute: "m", hour: "h", day: "d" } as const;
/** What the picker may have, in the units of an address. */
const others: Partial<Record<DateRangePickerProps.TimeUnit, number>> = { week: 7, month: 30, year: 365 };

export const rangeOptions: readonly DateRangePickerProps.RelativeOption[] = [
  { key: "1h", amount: 1, unit: "hour", type: "relative" },
  { key: "24h", amount: 24, unit: "hour", type: "relative" },
  { key: "7d", amount: 7, unit: "day", type: "relative" },
  { key: "30d", amount: 30, unit: "day", type: "relative" },
];

/** The times of a query as the picker has them. One that is open to a side ends now, or began long ago. */
export function rangeOf({ last, from, until }: Times, now: number): DateRangePickerProps.Value | null {
  if (last !== undefined) {
    const unit = last.endsWith("m") ? "minute" : last.endsWith("h") ? "hour" : "day";
    return { key: last, type: "relative", amount: Number.parseInt(last, 10), unit };
  }
  if (from === undefined && until === undefined) return null;
  return {
    type: "absolute",
    startDate: from ?? new Date(0).toISOString(),
    endDate: until ?? new Date(now).toISOString(),
  };
}

export function timesOf(range: DateRangePickerProps.Value | null): Times {
  if (range === null) return {};
  if (range.type === "absolute") {
    return { from: new Date(range.startDate).toISOString(), until: new Date(range.endDate).toISOString() };
  }
  return { last: lastOf(range) };
}

function lastOf({ amount, unit }: DateRangePickerProps.RelativeValue): Last {
  if (unit === "minute" || unit === "hour" || unit === "day") return `${amount}${units[unit]}`;
  return unit === "second" ? `${Math.ceil(amount / 60)}m` : `${amount * (others[unit] ?? 1)}d`;
}

/** Says what is wrong with a range that somebody has chosen. */
export function checkRange(range: DateRangePickerProps.Value | null): DateRangePickerProps.ValidationResult {
  if (range?.type === "relative")
    return range.amount > 0 && range.amount <= 9999 && Number.isInteger(range.amount)
      ? { valid: true }
      : { valid: false, errorMessage: "A whole number from 1 to 9,999." };
  const [start, end] = [Date.parse(range?.startDate ?? ""), Date.parse(range?.endDate ?? "")];
  if (Number.isNaN(start) || Number.isNaN(end))
    return { valid: false, errorMessage: "Choose where it begins and where it ends." };
  return start < end ? { valid: true } : { valid: false, errorMessage: "It ends before it begins." };
}
