import type * as z from "zod";

/** An IAM action that an operation needs, with the resources it can be limited to, as ARN patterns. */
export interface Grant {
  action: `${string}:${string}`;
  /** `*` only where AWS's service authorization reference lists no resource type for the action. */
  resources: readonly string[];
  /** Narrows the grant further: what has to hold of the call. */
  conditions?: readonly Condition[];
}

/** A condition of a policy's statement. */
export interface Condition {
  test: "StringEquals";
  variable: string;
  values: readonly string[];
}

/**
 * An AWS API operation that Snapback may call: the part of its input that we use, and the grants it needs. An API's
 * name is not always the action's, so these are written out, once, here.
 *
 * This is pure data: the functions' roles are derived from it without loading any SDK client.
 */
export interface Operation<Input extends z.ZodType = z.ZodType> {
  input: Input;
  /** Does it change the account? */
  changes: boolean;
  /** Does it give rights in IAM? An undo that would is left to a person. */
  givesIamRights?: true;
  grants: readonly [Grant, ...Grant[]];
}

/** Keeps the type of the input's schema. */
export function operation<Input extends z.ZodType>(declared: Operation<Input>): Operation<Input> {
  return declared;
}

/** A bound operation: typed for code, and `run` for a step of a stored plan, whose input is checked first. */
export type Call<Input, Output> = ((input: Input) => Promise<Output>) & {
  run: (input: unknown) => Promise<Output>;
};

/** Joins an operation to the SDK command that performs it. The input is parsed in both ways of calling it. */
export function call<Input extends z.ZodType, Output>(
  declared: Operation<Input>,
  send: (input: z.output<Input>) => Promise<Output>,
): Call<z.input<Input>, Output> {
  const run = async (input: unknown) => send(declared.input.parse(input));
  return Object.assign(async (input: z.input<Input>) => run(input), { run });
}
