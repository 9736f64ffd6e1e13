import { contentType, type HttpRequest, header } from "../http.ts";
import { awsJson } from "./aws-json.ts";
import { awsQuery } from "./aws-query.ts";
import { ec2Query } from "./ec2-query.ts";
import type { Protocol } from "./protocol.ts";
import { restJson } from "./rest-json.ts";
import { restXml } from "./rest-xml.ts";

const restXmlServices = new Set(["s3", "s3-object-lambda", "s3-outposts", "cloudfront", "route53"]);

/** In which protocol to refuse a call of a service that isn't there: by what the request looks like. */
export function guessProtocol(request: HttpRequest, service = ""): Protocol {
  if (header(request, "x-amz-target") !== "") {
    return awsJson(contentType(request).endsWith("json-1.0") ? "1.0" : "1.1");
  }
  if (contentType(request) === "application/x-www-form-urlencoded") {
    // EC2's error has a form of its own, and its version is no other service's.
    return request.body.includes("Version=2016-11-15") ? ec2Query : awsQuery("");
  }
  return restXmlServices.has(service)
    ? restXml({ xmlns: "", routes: [], wrapsErrors: false })
    : restJson({ routes: [] });
}
