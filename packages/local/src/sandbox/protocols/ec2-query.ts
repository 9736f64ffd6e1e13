import { readForm } from "./form.ts";
import type { Protocol } from "./protocol.ts";
import { element, xmlReply } from "./xml.ts";

export const ec2Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const ec2Query: Protocol = {
  read: readForm,
  result(operation, output, requestId) {
    return xmlReply(
      200,
      requestId,
      element(`${operation}Response`, { requestId, ...output }, { xmlns: ec2Namespace }),
    );
  },
  error({ code, message, status }, requestId) {
    return xmlReply(
      status,
      requestId,
      element("Response", { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId }),
    );
  },
  unknownOperation: "InvalidAction",
};
