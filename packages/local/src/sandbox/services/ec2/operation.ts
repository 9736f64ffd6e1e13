import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Call, Operation } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { boolean, invalidInput } from "./input.ts";
import { late, type RecordedForm } from "./recorded.ts";

interface Declaration<Input extends Output> {
  name: string;
  /** In the names of the wire, which are not always those of the SDKs. `DryRun` goes without saying. */
  input: z.ZodType<Input>;
  readOnly?: boolean;
  /** How CloudTrail records it: most calls of EC2 are in the late form. */
  recorded?: RecordedForm;
  /** What CloudTrail records of the input, where that is not the input as it came. */
  recordedInput?: (input: Input) => Output;
  /** Throws an `AwsError` to refuse; what it changed until then is taken back. */
  run: (account: Account, input: Input, call: Call) => Output;
}

const dryRunnable = z.looseObject({ DryRun: boolean.optional() });

/** Makes an operation of EC2 from its declaration. */
export function ec2Operation<Input extends Output>(declaration: Declaration<Input>): Operation {
  const { name, input: schema, readOnly = false, recorded = late, recordedInput, run } = declaration;
  return {
    name,
    readOnly,
    recorded: !readOnly,
    prepare(wire, call) {
      const { DryRun: dryRun = false, ...parameters } = parse(dryRunnable, wire);
      const input = parse(schema, parameters);
      return {
        requestParameters: recorded.request(name, recordedInput?.(input) ?? input),
        dryRun,
        apply: (account) => run(account, input, call),
      };
    },
    responseElements: (output, requestId) => recorded.response(name, output, requestId),
  };
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}
