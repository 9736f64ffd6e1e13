/** What an operation answers, in the service's wire names; members that are undefined are left out. */
export interface Output {
  readonly [name: string]: OutputValue;
}

export type OutputValue = string | number | boolean | undefined | readonly OutputValue[] | Output;

export function isList(value: OutputValue): value is readonly OutputValue[] {
  return Array.isArray(value);
}

export function members(output: Output): [name: string, value: Exclude<OutputValue, undefined>][] {
  return Object.entries(output).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
