import { AwsError } from "../aws-error.ts";
import type { Output } from "../output.ts";
import type { Protocol } from "./protocol.ts";
import { element, xmlReply } from "./xml.ts";

// The REST protocols name their operations by method and path. As long as no service here speaks them, only their
// errors are needed, for what is not in the sandbox.

function unread(): never {
  throw new AwsError("UnknownOperationException", "No service in the sandbox speaks this protocol");
}

export const restXmlErrors: Protocol = {
  read: unread,
  result: unread,
  error({ code, message, status }, requestId) {
    const error: Output = { Code: code, Message: message, RequestId: requestId };
    return xmlReply(status, requestId, element("Error", error));
  },
  unknownOperation: "NotImplemented",
};

export const restJsonErrors: Protocol = {
  read: unread,
  result: unread,
  error: ({ code, message, status }, requestId) => ({
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code, "x-amzn-requestid": requestId },
    body: JSON.stringify({ message }),
  }),
  unknownOperation: "UnknownOperationException",
};
