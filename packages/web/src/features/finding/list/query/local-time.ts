/** A date and a time as inputs have them, in the person's own zone. */
export interface LocalTime {
  /** `2026-11-23`, or what was typed of it so far. */
  date: string;
  /** `09:12:04`, or what was typed of it so far; nothing stands for the day's beginning. */
  time: string;
}

export function localOf(instant: string | undefined): LocalTime {
  const at = new Date(instant ?? "");
  if (Number.isNaN(at.getTime())) return { date: "", time: "" };
  const two = (number: number) => String(number).padStart(2, "0");
  return {
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`,
  };
}

/** The instant in UTC; `undefined` where that is no date and time yet. */
export function instantOf({ date, time }: LocalTime): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^(\d{2}(:\d{2}(:\d{2})?)?)?$/.test(time)) return undefined;
  const [hours = "00", minutes = "00", seconds = "00"] = time === "" ? [] : time.split(":");
  const at = new Date(`${date}T${hours}:${minutes}:${seconds}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
