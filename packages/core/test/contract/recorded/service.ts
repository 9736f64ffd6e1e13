import type { JsonObject } from "../../../src/json.ts";

/** A call as the SDK made it, and what became of it. */
export interface MadeCall {
  service: string;
  operation: string;
  input: JsonObject;
  /** The SDK's answer; of a call that failed, `error`. */
  answer?: unknown;
  error?: Error;
}

/** How CloudTrail records one operation. What is left out is as for the rest of its service. */
export interface Rendering {
  /** The event's name, where it is not the operation's. */
  name?: string;
  /** `requestParameters`, from the SDK's input. */
  request?: (input: JsonObject) => JsonObject | null;
  /** `responseElements`, from the SDK's answer, which is JSON by then. Not asked where the call failed. */
  response?: (answer: JsonObject, requestId: string) => JsonObject | null;
}

/** How CloudTrail records the calls of one service. */
export interface RecordedService {
  /** The event source. */
  source: `${string}.amazonaws.com`;
  /** The event's name, where it is not the operation's. */
  name?: (operation: string) => string;
  request?: (input: JsonObject, operation: string) => JsonObject | null | Promise<JsonObject | null>;
  response?: (answer: JsonObject, requestId: string, operation: string) => JsonObject | null;
  /** CloudTrail's form of an error's code. */
  errorCode?: (code: string) => string;
  operations?: { readonly [operation: string]: Rendering };
}
