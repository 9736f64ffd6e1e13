import type { AwsError } from "../aws-error.ts";
import type { HttpReply, HttpRequest } from "../http.ts";
import type { Output } from "../output.ts";

/**
 * One of AWS's wire protocols: how a call and its answer look as HTTP.
 * https://smithy.io/2.0/aws/protocols/index.html
 */
export interface Protocol {
  /** Which operation, and its input in wire names. Throws an `AwsError` where the request is not of this protocol. */
  read(request: HttpRequest): { operation: string; input: unknown };
  result(operation: string, output: Output, requestId: string): HttpReply;
  error(error: AwsError, requestId: string): HttpReply;
  /** The error code of an operation that is not there. */
  unknownOperation: string;
}
