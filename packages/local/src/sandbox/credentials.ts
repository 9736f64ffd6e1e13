import { AwsError } from "./aws-error.ts";
import { type HttpRequest, header } from "./http.ts";

export interface Credentials {
  accessKeyId: string;
  region: string;
  service: string;
}

/**
 * Whose call it is, and to what: the credential scope of its signature (SigV4), which is not verified. It stands in the
 * `Authorization` header, or in the URL where that was signed.
 */
export function credentialsOf(request: HttpRequest): Credentials {
  const authorization = header(request, "authorization");
  const inUrl = request.query.get("X-Amz-Credential");
  if (authorization === "" && inUrl === null) {
    throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
  }
  const credential = inUrl ?? /^AWS4-HMAC-SHA256\s.*?Credential=([^\s,]+)/.exec(authorization)?.[1] ?? "";
  const scope = /^([^/\s]+)\/\d{8}\/([^/\s]+)\/([^/\s]+)\/aws4_request$/.exec(credential);
  const [, accessKeyId = "", region = "", service = ""] = scope ?? [];
  if (scope === null) {
    throw new AwsError(
      "IncompleteSignature",
      "The request signature does not conform to AWS standards.",
      403,
    );
  }
  if (!/^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/.test(region)) {
    throw new AwsError(
      "SignatureDoesNotMatch",
      `Credential should be scoped to a valid region, not '${region}'.`,
      403,
    );
  }
  return { accessKeyId, region, service };
}
