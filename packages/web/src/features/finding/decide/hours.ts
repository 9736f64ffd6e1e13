/** How long something is left alone where the person says nothing else, in hours. */
export const DAY = "24";

export function isWrongHours(hours: string): boolean {
  return !/^[1-9]\d{0,4}$/.test(hours);
}
