import { type CloudTrailRecord, parseRecord, type Refusal } from "./record.ts";

export interface Unwrapped {
  /** Each record with the text it was read from, which is kept as evidence. */
  records: { record: CloudTrailRecord; raw: unknown }[];
  refusals: Refusal[];
}

/** SQS(SNS({ Records })), with each envelope's list and text counted, is eight deep; twice that is no honest envelope. */
const DEPTH = 16;

/**
 * Takes CloudTrail records out of whatever they come in: the body of an SQS message, an SNS notification, an
 * EventBridge event, a bare record, `{ "Records": [...] }`, a list, or the JSON text of any of these.
 *
 * What is not a record comes back as a refusal with its reason: nothing is dropped in silence.
 */
export function unwrap(input: unknown, now: Date = new Date()): Unwrapped {
  const found: Unwrapped = { records: [], refusals: [] };
  open(input, DEPTH, now, found);
  return found;
}

function open(input: unknown, depth: number, now: Date, found: Unwrapped): void {
  const refuse = (reason: string) => void found.refusals.push({ reason });
  if (depth === 0) return refuse(`envelopes more than ${DEPTH} deep`);
  const inside = (content: unknown) => open(content, depth - 1, now, found);

  if (typeof input === "string") {
    const parsed = parseJson(input);
    return parsed.ok ? inside(parsed.value) : refuse(`not JSON: ${parsed.error}`);
  }
  if (Array.isArray(input)) {
    if (input.length === 0) return refuse("an empty list");
    return input.forEach(inside);
  }
  if (typeof input !== "object" || input === null) return refuse(`not a CloudTrail record: ${String(input)}`);

  const envelope: { [name: string]: unknown } = { ...input };
  if (Array.isArray(envelope.Records)) return inside(envelope.Records);
  // A record in Lambda's SQS and SNS events. CloudTrail's own eventSource is never "aws:…".
  if (envelope.eventSource === "aws:sqs") return inside(envelope.body);
  if (envelope.EventSource === "aws:sns") return inside(envelope.Sns);
  if (typeof envelope.TopicArn === "string") {
    const isNotification = envelope.Type === undefined || envelope.Type === "Notification";
    return isNotification
      ? inside(envelope.Message)
      : refuse(`an SNS ${String(envelope.Type)}, not a notification`);
  }
  if ("detail-type" in envelope) {
    const refusal = unfit(envelope);
    return refusal === undefined ? inside(envelope.detail) : refuse(refusal);
  }
  const record = parseRecord(input, now);
  if ("reason" in record) return refuse(record.reason);
  found.records.push({ record, raw: input });
}

/**
 * An EventBridge event that claims to carry a CloudTrail record comes from AWS itself: PutEvents does not accept a
 * source that begins with "aws.", so a record from any other source was forged by someone who can put events.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 */
function unfit(envelope: { [name: string]: unknown }): string | undefined {
  const { source, "detail-type": type } = envelope;
  if (typeof type !== "string" || !type.endsWith(" via CloudTrail")) {
    return `an EventBridge event of detail-type ${JSON.stringify(type)}, which carries no CloudTrail record`;
  }
  if (typeof source !== "string" || !source.startsWith("aws.")) {
    return `an EventBridge event from source ${JSON.stringify(source)}, which is not AWS: only AWS puts CloudTrail records`;
  }
  return undefined;
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; error: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}
