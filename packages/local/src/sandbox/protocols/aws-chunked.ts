import { AwsError } from "../aws-error.ts";
import { type HttpRequest, header } from "../http.ts";

/**
 * The body of a request, without the frames that some SDKs put around its parts to sign or to check each. Neither the
 * signatures nor the checksums are looked at.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function readBody(request: HttpRequest): Buffer {
  const { body } = request;
  if (!/\baws-chunked\b/i.test(header(request, "content-encoding"))) return body;
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf("\r\n", at);
    const size =
      lineEnd < 0 ? undefined : /^([0-9a-f]{1,8})(;|$)/i.exec(body.toString("latin1", at, lineEnd))?.[1];
    const start = lineEnd + 2;
    const end = start + Number.parseInt(size ?? "", 16);
    // NaN, too, is not within the body.
    if (!(end <= body.length)) {
      throw new AwsError("IncompleteBody", "The request body terminated unexpectedly");
    }
    // What follows the empty chunk are trailers.
    if (end === start) return Buffer.concat(parts);
    parts.push(body.subarray(start, end));
    at = end + 2;
  }
}
