import * as z from "zod";
import type { CallLog } from "./call-log.ts";
import { type Faults, faultInput } from "./faults.ts";
import { contentType, type HttpReply, type HttpRequest, header, jsonReply } from "./http.ts";
import { services } from "./services/services.ts";

const prefix = "/_sandbox/";

export function isControl(request: HttpRequest): boolean {
  return request.path.startsWith(prefix);
}

/**
 * The sandbox's own routes. A web page must not drive them: hence the host, against DNS rebinding, and the content
 * type, which a page of another origin can't send without being asked.
 */
export function control({ log, faults }: { log: CallLog; faults: Faults }, request: HttpRequest): HttpReply {
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(header(request, "host"))) {
    return problem(403, "Only for this computer: use 127.0.0.1 or localhost in the URL");
  }
  const route = `${request.method} ${request.path.slice(prefix.length)}`;
  switch (route) {
    case "GET calls": {
      const operation = request.query.get("operation");
      return jsonReply(
        200,
        log.calls().filter((call) => operation === null || call.operation === operation),
      );
    }
    case "GET faults":
      return jsonReply(200, faults.list());
    case "DELETE faults":
      faults.clear();
      return jsonReply(200, faults.list());
    case "POST faults":
      return addFault(faults, request);
    default:
      return problem(404, `No ${route} here; there are: GET calls, GET faults, POST faults, DELETE faults`);
  }
}

function addFault(faults: Faults, request: HttpRequest): HttpReply {
  if (contentType(request) !== "application/json")
    return problem(415, "The content-type must be application/json");
  let json: unknown;
  try {
    json = JSON.parse(request.body.toString("utf8"));
  } catch {
    return problem(400, "The body is not valid JSON");
  }
  const fault = faultInput.safeParse(json);
  if (!fault.success) return problem(400, z.prettifyError(fault.error));
  const { operation } = fault.data;
  if (![...services.values()].some((service) => service.operations.has(operation))) {
    return problem(400, `${operation} is not in the sandbox`);
  }
  faults.add(fault.data);
  return jsonReply(201, faults.list());
}

function problem(status: number, message: string): HttpReply {
  return jsonReply(status, { message });
}
