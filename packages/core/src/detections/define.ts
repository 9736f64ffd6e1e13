import type * as z from "zod";
import type { Clients, LiveAccount } from "../aws/account.ts";
import type { Baseline, GoodState } from "../baseline/schema.ts";
import { type EventSource, eventKey, serviceOf } from "../event/pattern.ts";
import type { CloudTrailRecord } from "../event/record.ts";
import type { Resource, Severity, Violation } from "../finding/schema.ts";
import type { JsonObject } from "../json.ts";
import type { Plan, Step } from "../response/plan.ts";

/** What a record alone can't decide: `ask` is what `assess` needs to look it up in the live account. */
export interface Suspicion<Question> {
  ask: Question;
  /** Why the record alone does not decide it. */
  reason: string;
}

/** What `detect` says of one record: any number of violations, and of questions for the live account. */
export interface Verdict<Evidence, Question> {
  violations: Violation<Evidence>[];
  suspicions: Suspicion<Question>[];
  /** Good states that the record shows, to put a later change back to. */
  baselines?: GoodState[];
}

/** Where a violation was seen: the account and region of the call, which the record names. */
export interface Place {
  account: string;
  region: string;
}

/** What the live resource looks like, and, where it is still wrong, how to put it right. */
export interface Inspection {
  /** The part of the resource's state that matters here: shown as before and after. */
  state: JsonObject;
  /** Absent when nothing is wrong (any more), or nothing can be done. */
  plan?: Plan;
  /** It is wrong, and Snapback can't put it right: why, and what a person has to do. */
  stuck?: string;
  /**
   * The part of the state that an undo relies on: it is refused when this has changed since. Absent: all of `state`.
   */
  guard?: JsonObject;
  /** Good states seen on the way. */
  baselines?: GoodState[];
}

/** What a detection looks at a resource with. */
export interface Look {
  live: LiveAccount;
  /** The last known good state of an aspect of a resource in this account and region. */
  baseline: (resource: string, aspect: string) => Promise<Baseline | undefined>;
  now: Date;
}

/** One resource as a sweep saw it, with what is wrong with it, if anything. */
export interface Swept<Evidence> {
  /** Its ARN. */
  resource: string;
  /** With the same resource and fingerprint as the event's, so that both make one finding. */
  violations: Violation<Evidence>[];
  /** What is good of it, to put a later change back to. */
  baselines?: GoodState[];
}

/** A call that a person makes to see the detection at work, in an account made for that. */
export interface Attack {
  name: string;
  title: string;
  steps: Step[];
}

/**
 * A detection, as its one file declares it. All else (event patterns, grants, catalogue, docs, forms, attack list) is
 * derived from this.
 *
 * `detect` is pure. `assess` and `inspect` see the live account, through calls listed in `calls`: operations as
 * `service:Operation`, which is also what the response may use, and what its grants are derived from.
 */
interface Declaration<Parameters extends z.ZodType, Evidence extends z.ZodType, Question extends z.ZodType> {
  id: string;
  title: string;
  severity: Severity;
  /** Why this matters, for someone who was just woken up. */
  why: string;
  triage: readonly string[];
  falsePositives: readonly string[];
  /** What a person has to do, where AWS lets nobody else do it: there is this, or a response, or both. */
  byHand?: readonly string[];
  /** What is not known for sure of AWS's side (a record's shape that was never seen), and limits. */
  notes?: readonly string[];
  references: readonly {
    framework: "CIS AWS Foundations" | "AWS FSBP" | "MITRE ATT&CK";
    version: string;
    ids: readonly string[];
  }[];
  /** The first one's service is the one whose `respond` acts. */
  events: readonly [EventSource, ...EventSource[]];
  parameters: Parameters;
  evidence: Evidence;
  /** What `assess` is asked. */
  question?: Question;
  detect(
    record: CloudTrailRecord,
    place: Place,
    parameters: z.output<Parameters>,
  ): Verdict<z.output<Evidence>, z.output<Question>>;
  /** Which violations stand in the live account? None clears the suspicion. There where `detect` asks anything. */
  assess?: (
    question: z.output<Question>,
    live: LiveAccount,
    parameters: z.output<Parameters>,
    baseline: Look["baseline"],
  ) => Promise<Violation<z.output<Evidence>>[]>;
  response?: {
    /** `service:Operation` of every call that `assess`, `inspect` and the plans make. */
    calls: readonly CallName[];
    /**
     * Those of the calls that only an undo makes: what gives rights in IAM is granted for them where the operator lets Snapback
     * run such an undo.
     */
    onlyUndo?: readonly CallName[];
    inspect(
      violation: { resource: Resource; evidence: z.output<Evidence> },
      look: Look,
      parameters: z.output<Parameters>,
    ): Promise<Inspection>;
    /** The resource's tags, for exemptions that go by one. */
    tags?: (resource: Resource, live: LiveAccount) => Promise<Record<string, string>>;
    /** How long AWS may take to show what it has accepted, where that is more than seconds. */
    settlesWithinMinutes?: number;
  };
  /** The same over the account as it is now, in one region, resource by resource. It only reads. */
  sweep?: {
    /** `service:Operation` of every call that it makes. */
    calls: readonly CallName[];
    /**
     * What only a call shows, and the present state doesn't (a trail that is gone): the fingerprints, or how they begin. Such
     * a sweep is there for the baselines.
     */
    misses?: readonly string[];
    resources(
      where: Place & { live: LiveAccount },
      parameters: z.output<Parameters>,
    ): AsyncIterable<Swept<z.output<Evidence>>>;
  };
  attacks: readonly Attack[];
}

/** `ec2:DescribeSecurityGroupRules` and the like: only operations that the AWS client modules have. */
export type CallName = { [S in keyof Clients]: `${S & string}:${keyof Clients[S] & string}` }[keyof Clients];

/** A declaration whose own types are closed over, so that all detections fit in one list. */
export interface Detection
  extends Omit<
    Declaration<z.ZodType, z.ZodType, z.ZodType>,
    "detect" | "assess" | "response" | "sweep" | "evidence" | "question" | "parameters"
  > {
  parameters: z.ZodType;
  detect(record: CloudTrailRecord, place: Place, parameters: unknown): Verdict<JsonObject, JsonObject>;
  assess(
    question: unknown,
    live: LiveAccount,
    parameters: unknown,
    baseline?: Look["baseline"],
  ): Promise<Violation<JsonObject>[]>;
  response?: {
    calls: readonly CallName[];
    onlyUndo?: readonly CallName[] | undefined;
    inspect(
      violation: { resource: Resource; evidence: unknown },
      look: Look,
      parameters: unknown,
    ): Promise<Inspection>;
    tags?: ((resource: Resource, live: LiveAccount) => Promise<Record<string, string>>) | undefined;
    settlesWithinMinutes?: number | undefined;
  };
  sweep?: {
    calls: readonly CallName[];
    misses?: readonly string[] | undefined;
    resources(where: Place & { live: LiveAccount }, parameters: unknown): AsyncIterable<Swept<JsonObject>>;
  };
}

/** What `detect` says of a record that shows nothing. */
export const nothing: Verdict<never, never> = { violations: [], suspicions: [] };

class NoQuestionError extends Error {
  override name = "NoQuestionError";
}

/**
 * Checks a declaration's types against each other, and closes over them: parameters, evidence and questions come back
 * from settings and from the table, and are parsed by the detection's own schemas before it sees them.
 */
export function defineDetection<
  Parameters extends z.ZodType,
  Evidence extends z.ZodType<JsonObject>,
  Question extends z.ZodType<JsonObject> = z.ZodNever,
>(declaration: Declaration<Parameters, Evidence, Question>): Detection {
  const {
    parameters: Parameters,
    evidence: Evidence,
    question: Question,
    response,
    sweep,
    ...rest
  } = declaration;
  return {
    ...rest,
    parameters: Parameters,
    detect: (record, place, parameters) => declaration.detect(record, place, Parameters.parse(parameters)),
    async assess(question, live, parameters, baseline = async () => undefined) {
      if (!Question || !declaration.assess) throw new NoQuestionError(`${declaration.id} asks nothing`);
      return declaration.assess(Question.parse(question), live, Parameters.parse(parameters), baseline);
    },
    ...(response && {
      response: {
        calls: response.calls,
        onlyUndo: response.onlyUndo,
        inspect: ({ resource, evidence }, look, parameters) =>
          response.inspect(
            { resource, evidence: Evidence.parse(evidence) },
            look,
            Parameters.parse(parameters),
          ),
        tags: response.tags,
        settlesWithinMinutes: response.settlesWithinMinutes,
      },
    }),
    ...(sweep && {
      sweep: {
        calls: sweep.calls,
        misses: sweep.misses,
        resources: (where, parameters) => sweep.resources(where, Parameters.parse(parameters)),
      },
    }),
  };
}

/** The AWS service whose `respond` handles this detection: that of its events. None where it only reports. */
export function respondingService({ response, events: [{ source }] }: Detection): string | undefined {
  return response && serviceOf(source);
}

/** The detections by the events that they listen to, so that most records meet none. */
export function listeners(detections: readonly Detection[]): ReadonlyMap<string, readonly Detection[]> {
  const byEvent = new Map<string, Detection[]>();
  for (const detection of detections) {
    for (const { source, names } of detection.events) {
      for (const name of names) {
        const key = eventKey(source, name);
        byEvent.set(key, [...(byEvent.get(key) ?? []), detection]);
      }
    }
  }
  return byEvent;
}
