import * as z from "zod";
import type { Account } from "../account.ts";
import type { AwsError } from "../aws-error.ts";
import type { Backends } from "../backends.ts";
import type { Call, Operation } from "../operation.ts";
import { isList, members, type Output, type OutputValue } from "../output.ts";
import type { JsonObject, JsonValue } from "../record.ts";

interface Declaration<Input extends Output> {
  name: string;
  /** CloudTrail's name for it, where that is another one. */
  eventName?: string | undefined;
  /** In wire names. What it doesn't name is refused, so that nothing a caller asks for is silently ignored. */
  input: z.ZodType<Input>;
  readOnly?: boolean;
  /** A trail has data events only if told so. */
  dataEvent?: boolean;
  /** What CloudTrail records of the input, where that is not the input as it came. */
  recordedInput?: (input: Input) => Output;
  /** What CloudTrail records of the answer: nothing for most calls. */
  recordedOutput?: (output: Output) => Output;
  /** Throws an `AwsError` to refuse; what it changed until then is taken back. */
  run?: (account: Account, input: Input, call: Call) => Output;
  /** In place of `run`, for what is not the account's state, which it only reads. */
  forward?: (backends: Backends, account: Account, input: Input) => Promise<Output>;
}

/**
 * Makes operations from their declarations, for services that CloudTrail records in lower camel case, as it does all but
 * the oldest. `refuse` is the service's form of telling that the input doesn't fit.
 */
export function declarations(refuse: (problem: string) => AwsError) {
  return <Input extends Output>(declaration: Declaration<Input>): Operation => {
    const {
      name,
      eventName,
      input: schema,
      readOnly = false,
      dataEvent = false,
      recordedInput,
    } = declaration;
    const { recordedOutput, run, forward } = declaration;
    return {
      name,
      eventName,
      readOnly,
      recorded: !readOnly && !dataEvent,
      prepare(wire, call) {
        const parsed = schema.safeParse(wire);
        if (!parsed.success) throw refuse(z.prettifyError(parsed.error));
        const input = parsed.data;
        return {
          requestParameters: parametersOf(recordedInput?.(input) ?? input),
          dryRun: false,
          ...(run && { apply: (account: Account) => run(account, input, call) }),
          ...(forward && {
            forward: (backends: Backends, account: Account) => forward(backends, account, input),
          }),
        };
      },
      responseElements: (output) => (recordedOutput ? lowerCamel(recordedOutput(output)) : null),
    };
  };
}

/** Of a call without input CloudTrail says null. */
function parametersOf(input: Output): JsonObject | null {
  const parameters = lowerCamel(input);
  return Object.keys(parameters).length > 0 ? parameters : null;
}

/** Members whose value is a map: what stands in it are no members' names, and stays as it is. */
const MAPS = new Set(["Attributes", "Variables", "Parameters"]);

function lowerCamel(output: Output): JsonObject {
  return Object.fromEntries(
    members(output).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      MAPS.has(name) && typeof value === "object" && !isList(value) ? asItIs(value) : recorded(value),
    ]),
  );
}

function asItIs(output: Output): JsonObject {
  return Object.fromEntries(members(output).map(([name, value]) => [name, recorded(value)]));
}

function recorded(value: OutputValue): JsonValue {
  if (value === undefined) return null;
  if (isList(value)) return value.map(recorded);
  return typeof value === "object" ? lowerCamel(value) : value;
}
