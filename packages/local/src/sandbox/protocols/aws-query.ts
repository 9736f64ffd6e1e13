import { readForm } from "./form.ts";
import type { Protocol } from "./protocol.ts";
import { element, xmlReply } from "./xml.ts";

/**
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html; each service has its own namespace. The members of these
 * names in its answers are maps: lists of `{ key, value }`; the items of other lists are `member`s, if `items` has no name
 * for them.
 */
export function awsQuery(
  xmlns: string,
  maps: readonly string[] = [],
  items: ReadonlyMap<string, string> = new Map(),
): Protocol {
  const itemName = (list: string) => items.get(list) ?? (maps.includes(list) ? "entry" : "member");
  return {
    read: readForm,
    result(operation, output, requestId) {
      const body = { [`${operation}Result`]: output, ResponseMetadata: { RequestId: requestId } };
      return xmlReply(200, requestId, element(`${operation}Response`, body, { xmlns, itemName }));
    },
    error({ code, message, status }, requestId) {
      const body = {
        Error: { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message },
        RequestId: requestId,
      };
      return xmlReply(status, requestId, element("ErrorResponse", body, { xmlns }));
    },
    unknownOperation: "InvalidAction",
  };
}
