import { randomUUID } from "node:crypto";
import { GLOBAL_REGION } from "@snapback/core/event/pattern";
import type { Storage } from "../storage.ts";
import type { AccountState } from "./account.ts";
import { AwsError, asAwsError } from "./aws-error.ts";
import type { Backends } from "./backends.ts";
import { type CallLog, withoutSecrets } from "./call-log.ts";
import { credentialsOf } from "./credentials.ts";
import type { Faults } from "./faults.ts";
import { type HttpReply, type HttpRequest, header } from "./http.ts";
import { type Identities, identityOf } from "./identity.ts";
import type { Lane } from "./lane.ts";
import type { Call, Operation, Prepared, Service } from "./operation.ts";
import type { Outbox } from "./outbox.ts";
import type { Output } from "./output.ts";
import { guessProtocol } from "./protocols/guess.ts";
import { recordOf } from "./record.ts";
import { isLogging } from "./services/cloudtrail/resources.ts";
import { forwardToDynamoDb } from "./services/dynamodb.ts";
import { serviceOf, services } from "./services/services.ts";

/** What a call has to do with. */
export interface Parts {
  accountId: string;
  identities: Identities;
  now: () => Date;
  storage: Storage;
  account: AccountState;
  lane: Lane;
  log: CallLog;
  outbox: Outbox;
  faults: Faults;
  backends: Backends;
  /** The URL of a DynamoDB-compatible server; undefined where there is none. */
  dynamoDb: string | undefined;
}

/** Answers a call of any AWS client; whatever goes wrong is an answer in the client's protocol, too. */
export async function answer(parts: Parts, request: HttpRequest): Promise<HttpReply> {
  const requestId = randomUUID();
  let protocol = guessProtocol(request);
  try {
    const credentials = credentialsOf(request);
    if (credentials.service === "dynamodb" && parts.dynamoDb !== undefined)
      return await forwardToDynamoDb(request, parts.dynamoDb);
    const service = serviceOf(credentials.service, request.path);
    protocol = service?.protocol ?? guessProtocol(request, credentials.service);
    if (service === undefined)
      throw new AwsError(protocol.unknownOperation, serviceNotThere(credentials.service, parts));
    const { operation: name, input } = protocol.read(request);
    const operation = service.operations.get(name);
    if (operation === undefined)
      throw new AwsError(protocol.unknownOperation, operationNotThere(service, name));
    const { accessKeyId } = credentials;
    const region = service.global === true ? GLOBAL_REGION : credentials.region;
    const identity = identityOf(accessKeyId, parts.accountId, parts.identities);
    const endpoint = `http://${header(request, "host")}`;
    const call = { requestId, region, endpoint, accessKeyId, identity, time: parts.now() };
    const result = await take(parts, { request, service, operation, input, call });
    if (result instanceof AwsError) return protocol.error(result, requestId);
    return protocol.result(name, result, requestId);
  } catch (error) {
    return protocol.error(asAwsError(error), requestId);
  }
}

function serviceNotThere(name: string, { dynamoDb }: Parts): string {
  return notInSandbox(`the service ${name}`, [...services.keys(), ...(dynamoDb ? ["dynamodb"] : [])]);
}

function operationNotThere({ name, operations }: Service, operation: string): string {
  return notInSandbox(`${name}:${operation}`, [...operations.keys()]);
}

function notInSandbox(what: string, known: readonly string[]): string {
  const list = known.toSorted().join(", ");
  return `${what} is not in the sandbox; it has: ${list} (see packages/local/src/sandbox)`;
}

interface Taken {
  request: HttpRequest;
  service: Service;
  operation: Operation;
  input: unknown;
  call: Call;
}

/** Takes a call that is known; gives what it answers, or the error. */
async function take(parts: Parts, taken: Taken): Promise<Output | AwsError> {
  let prepared: Prepared | undefined;
  let early: Output | AwsError | undefined;
  try {
    prepared = taken.operation.prepare(taken.input, taken.call);
    await parts.faults.strike(taken.operation.name, taken.call.requestId);
    early = await prepared.forward?.(parts.backends, parts.account.in(taken.call.region));
  } catch (error) {
    early = asAwsError(error);
  }
  return parts.lane(async () => {
    try {
      return await settle(parts, taken, prepared, early);
    } catch (cause) {
      parts.account.settle("take back");
      throw cause;
    }
  });
}

/** The one step in which a call takes effect: changes, record and log entry are stored together, or not at all. */
async function settle(
  parts: Parts,
  { request, service, operation, input, call }: Taken,
  prepared: Prepared | undefined,
  early: Output | AwsError | undefined,
): Promise<Output | AwsError> {
  const { account: state, log, outbox, storage } = parts;
  const account = state.in(call.region);
  service.seed?.(account);
  const wasLogging = isLogging(account);
  const result = early ?? apply(parts, call, prepared);
  const error = result instanceof AwsError ? result : undefined;
  const outcome =
    result instanceof AwsError
      ? { error: result }
      : { responseElements: operation.responseElements(result, call.requestId) };
  // The call that stops the trail is the last that it logs, the one that starts it the first.
  const isDelivered = operation.recorded && (wasLogging || isLogging(account));
  const record = isDelivered
    ? recordOf(service, operation, account.id, call, request, prepared?.requestParameters ?? null, outcome)
    : undefined;
  const sequence = log.next();
  const logged = {
    sequence,
    time: call.time.toISOString(),
    service: service.name,
    operation: operation.name,
    region: call.region,
    accessKeyId: call.accessKeyId,
    principal: call.identity.arn,
    requestId: call.requestId,
    eventId: record?.eventID,
    errorCode: error?.code,
    input: operation.recorded ? withoutSecrets(input) : undefined,
  };
  const entry = record && outbox.entry(sequence, record);
  const kept = operation.recorded ? log.changes(logged) : [];
  const changes = [...state.changes(), ...kept, ...(entry ? [entry] : [])];
  if (changes.length > 0) await storage.write(changes);
  state.settle("keep");
  log.add(logged, operation.recorded);
  if (entry && record) outbox.deliver(entry[0], record);
  return result;
}

function apply({ account: state }: Parts, call: Call, prepared: Prepared | undefined): Output | AwsError {
  try {
    return state.attempt(() => {
      const output = prepared?.apply?.(state.in(call.region)) ?? {};
      // A dry run does everything, and then takes it back.
      if (prepared?.dryRun === true) {
        throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
      }
      return output;
    });
  } catch (error) {
    return asAwsError(error);
  }
}
