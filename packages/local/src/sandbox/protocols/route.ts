import { AwsError } from "../aws-error.ts";
import { type HttpRequest, header } from "../http.ts";
import { members, type Output } from "../output.ts";

/**
 * How an operation of a REST protocol looks as HTTP. What is bound to no part of it is in the body.
 * https://smithy.io/2.0/spec/http-bindings.html
 */
export interface Route {
  operation: string;
  method: "DELETE" | "GET" | "HEAD" | "PATCH" | "POST" | "PUT";
  /** `/functions/{FunctionName}/policy`: a segment in braces is a member of the input. */
  path: string;
  /** Query parameters without a value, which tell the operation from others of its path: S3's subresources. */
  flags?: readonly string[];
  /** Query parameters by the members of the input that they are. */
  query?: Readonly<Record<string, string>>;
  /** Headers, in lower case, by the members of the input that they are. */
  headers?: Readonly<Record<string, string>>;
  /** The member that is the whole body, as text: of the input, or of the answer. */
  text?: string;
  /** Of the answer: 200 where nothing is said. */
  status?: number;
  /** Headers of the answer by the members of the output that they are. */
  answerHeaders?: Readonly<Record<string, string>>;
}

export type RouteInput = Record<string, string | string[]>;

/** Signatures in the URL, and the name that the SDK puts there for people who read logs. */
const isAboutTheCall = (parameter: string) => /^x-(id$|amz-)/i.test(parameter);

/**
 * The route of a request, and the members of the input that are in its path, query and headers. Undefined where there is
 * none: a request with a query parameter that a route doesn't have is another operation's.
 */
export function routeOf(
  routes: readonly Route[],
  request: HttpRequest,
): { route: Route; input: RouteInput } | undefined {
  const names = [...new Set(request.query.keys())].filter((name) => !isAboutTheCall(name));
  for (const route of routes) {
    if (route.method !== request.method) continue;
    const labels = labelsOf(route.path, request.path);
    const { flags = [], query = {}, headers = {} } = route;
    const known = new Set([...flags, ...Object.values(query)]);
    const isIt = flags.every((flag) => names.includes(flag)) && names.every((name) => known.has(name));
    if (labels === undefined || !isIt) continue;
    const input: RouteInput = { ...headersOf(request, headers), ...labels };
    for (const [member, name] of Object.entries(query)) {
      const [value, ...more] = request.query.getAll(name);
      if (value !== undefined) input[member] = more.length === 0 ? value : [value, ...more];
    }
    return { route, input };
  }
  return undefined;
}

/** What to call a request that no route is for. */
export function requestLine({ method, path, query }: HttpRequest): string {
  const names = [...query.keys()].filter((name) => !isAboutTheCall(name));
  return `${method} ${path}${names.length > 0 ? `?${names.join("&")}` : ""}`;
}

/** The members that are in an answer's headers, and the rest. */
export function splitHeaders(route: Route | undefined, output: Output) {
  const { answerHeaders = {} } = route ?? {};
  const headers: Record<string, string> = {};
  const rest: Record<string, Output[string]> = {};
  for (const [name, value] of members(output)) {
    const headerName = Object.hasOwn(answerHeaders, name) ? answerHeaders[name] : undefined;
    if (headerName === undefined || typeof value === "object") rest[name] = value;
    else headers[headerName] = String(value);
  }
  return { headers, rest };
}

function labelsOf(template: string, path: string): Record<string, string> | undefined {
  const wanted = segments(template);
  const given = segments(path);
  if (wanted.length !== given.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, segment] of given.entries()) {
    const name = /^\{(\w+)\}$/.exec(wanted[index] ?? "")?.[1];
    if (name !== undefined) labels[name] = decoded(segment);
    else if (segment !== wanted[index]) return undefined;
  }
  return labels;
}

/** A slash at the end makes no difference: some clients send one. */
function segments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new AwsError("InvalidURI", "Couldn't parse the specified URI.", 400, { cause });
  }
}

/** Headers of AWS's that every call may have, and that change nothing here. */
const plainHeaders =
  /^x-amz-(checksum-.*|content-sha256|date|decoded-content-length|sdk-checksum-algorithm|security-token|trailer|user-agent)$/;

/** One of AWS's that the route doesn't have becomes a member by its own name, to be refused and not ignored. */
function headersOf(request: HttpRequest, bound: Readonly<Record<string, string>>): Record<string, string> {
  const memberOf = new Map(Object.entries(bound).map(([member, name]) => [name, member]));
  const found: Record<string, string> = {};
  for (const name of Object.keys(request.headers)) {
    const member = memberOf.get(name) ?? (name.startsWith("x-amz-") ? name : undefined);
    if (member !== undefined && !plainHeaders.test(name)) found[member] = header(request, name);
  }
  return found;
}
