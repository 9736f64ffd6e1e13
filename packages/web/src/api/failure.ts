import { DetailedError } from "hono/client";

/** The status with which the API answered; `undefined` where it did not answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof DetailedError ? error.statusCode : undefined;
}

/** The API understood the request and said no: asking again won't help. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error) ?? 0;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** What the API said against it, in its own words where it gave some. */
export function explainFailure(error: unknown): string {
  const { detail } = problemOf(error);
  return typeof detail === "string" ? detail : describeFailure(error);
}

/** One thing that the API said against a request, and where in its body: a JSON Pointer in a URI's fragment. */
export interface FieldError {
  detail: string;
  pointer?: string;
}

/** What it said field by field, for a form to show. */
export function fieldErrors(error: unknown): FieldError[] {
  const { errors } = problemOf(error);
  return Array.isArray(errors) ? errors.flatMap(fieldErrorOf) : [];
}

function fieldErrorOf(said: unknown): FieldError[] {
  if (typeof said !== "object" || said === null || !("detail" in said)) return [];
  const { detail } = said;
  const pointer = "pointer" in said ? said.pointer : undefined;
  return typeof detail === "string" ? [{ detail, ...(typeof pointer === "string" && { pointer }) }] : [];
}

function problemOf(error: unknown): { detail?: unknown; errors?: unknown } {
  const said: unknown = error instanceof DetailedError ? error.detail?.data : undefined;
  return typeof said === "object" && said !== null ? said : {};
}

export function describeFailure(error: unknown): string {
  const status = statusOf(error);
  if (status === 401) return "Your session has expired.";
  if (status === 403) return "You may not do this.";
  if (status !== undefined) return `Snapback's API answered with an error (HTTP ${status}).`;
  if (error instanceof SyntaxError) return "Something other than Snapback's API answered.";
  return "Snapback's API can't be reached.";
}
