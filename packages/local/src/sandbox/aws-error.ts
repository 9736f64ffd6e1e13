/** What AWS answers a call with when it refuses it: each protocol has its own form for it. */
export class AwsError extends Error {
  override readonly name = "AwsError";

  readonly code: string;
  /** Of the HTTP response: clients try again what is 500 and above. */
  readonly status: number;

  constructor(code: string, message: string, status = 400, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}

/** Any failure as the answer to a call: one that is not AWS's own is an `InternalError`, which clients retry. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new AwsError("InternalError", `An internal error has occurred: ${why}`, 500, { cause: error });
}
