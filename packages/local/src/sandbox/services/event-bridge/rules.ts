import { Pattern } from "@snapback/core/event/pattern";
import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { page } from "../../pages.ts";
import { eventBridgeOperation as operation, validationError } from "./refusal.ts";
import { type Rule, ruleId, rules } from "./resources.ts";

const name = z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/, "is no rule's name");
/** By its name or its ARN; the default bus where it is left out. */
const EventBusName = z.string().min(1).max(1600).optional();
const oneRule = z.strictObject({ Name: name, EventBusName });
const pages = { Limit: z.int().min(1).max(100).optional(), NextToken: z.string().optional() };

const listRules = operation({
  name: "ListRules",
  readOnly: true,
  input: z.strictObject({ NamePrefix: name.optional(), EventBusName, ...pages }),
  run(account, { NamePrefix = "", EventBusName: busName, Limit, NextToken }) {
    const bus = busOf(account, busName);
    const passing = account
      .table(rules)
      .rows()
      .filter((rule) => rule.bus === bus && rule.name.startsWith(NamePrefix));
    const shown = page(passing, ({ id }) => id, Limit, NextToken, badToken);
    return { Rules: shown.rows.map((rule) => described(account, rule)), NextToken: shown.nextToken };
  },
});

const listEventBuses = operation({
  name: "ListEventBuses",
  readOnly: true,
  input: z.strictObject({ NamePrefix: z.string().optional(), ...pages }),
  run(account, { NamePrefix = "", Limit, NextToken }) {
    const named = account
      .table(rules)
      .rows()
      .map(({ bus }) => ({ id: bus }));
    const buses = new Map([{ id: "default" }, ...named].map((bus) => [bus.id, bus]));
    const passing = [...buses.values()].filter(({ id }) => id.startsWith(NamePrefix));
    const sorted = passing.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const shown = page(sorted, ({ id }) => id, Limit, NextToken, badToken);
    return {
      EventBuses: shown.rows.map(({ id }) => ({
        Name: id,
        Arn: `arn:aws:events:${account.region}:${account.id}:event-bus/${id}`,
      })),
      NextToken: shown.nextToken,
    };
  },
});

const describeRule = operation({
  name: "DescribeRule",
  readOnly: true,
  input: oneRule,
  run: (account, input) => ({ ...described(account, find(account, input)), CreatedBy: account.id }),
});

const listTargetsByRule = operation({
  name: "ListTargetsByRule",
  readOnly: true,
  input: z.strictObject({ Rule: name, EventBusName, ...pages }),
  run(account, { Rule: Name, EventBusName: busName, Limit, NextToken }) {
    const { targets } = find(account, { Name, EventBusName: busName });
    const shown = page(targets, ({ id }) => id, Limit, NextToken, badToken);
    return {
      Targets: shown.rows.map(({ id, arn, deadLetterArn }) => ({
        Id: id,
        Arn: arn,
        DeadLetterConfig: deadLetterArn === undefined ? undefined : { Arn: deadLetterArn },
      })),
      NextToken: shown.nextToken,
    };
  },
});

const enableRule = operation({
  name: "EnableRule",
  input: oneRule,
  run: (account, input) => switched(account, find(account, input), "ENABLED"),
});

const disableRule = operation({
  name: "DisableRule",
  input: oneRule,
  run: (account, input) => switched(account, find(account, input), "DISABLED"),
});

/** Makes a rule, which has no targets then, or replaces all of it but its targets. */
const putRule = operation({
  name: "PutRule",
  input: z.strictObject({
    Name: name,
    EventPattern: z.string().max(4096),
    State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
    Description: z.string().max(512).optional(),
    EventBusName,
  }),
  recordedOutput: (output) => output,
  run(account, input) {
    const bus = busOf(account, input.EventBusName);
    const id = ruleId(bus, input.Name);
    const rule = {
      id,
      bus,
      name: input.Name,
      description: input.Description,
      pattern: checkedPattern(input.EventPattern),
      state: input.State,
      targets: account.table(rules).get(id)?.targets ?? [],
    };
    account.table(rules).put(rule);
    return { RuleArn: described(account, rule).Arn };
  },
});

function checkedPattern(text: string): Rule["pattern"] {
  try {
    return Pattern.parse(JSON.parse(text));
  } catch (cause) {
    const why =
      cause instanceof z.ZodError ? `the sandbox knows values, prefix, suffix and exists` : "not JSON";
    throw new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${why}`, 400, {
      cause,
    });
  }
}

function switched(account: Account, rule: Rule, state: Rule["state"]) {
  account.table(rules).put({ ...rule, state });
  return {};
}

function described(account: Account, { bus, name: Name, description, pattern: matched, state }: Rule) {
  const path = bus === "default" ? Name : `${bus}/${Name}`;
  return {
    Name,
    Arn: `arn:aws:events:${account.region}:${account.id}:rule/${path}`,
    EventPattern: JSON.stringify(matched),
    State: state,
    Description: description,
    EventBusName: bus,
  };
}

function find(account: Account, input: { Name: string; EventBusName?: string | undefined }): Rule {
  const bus = busOf(account, input.EventBusName);
  const rule = account.table(rules).get(ruleId(bus, input.Name));
  if (rule !== undefined) return rule;
  throw new AwsError("ResourceNotFoundException", `Rule ${input.Name} does not exist on EventBus ${bus}.`);
}

/** Buses can't be made in the sandbox: there is the default one, and those which have rules from the start. */
function busOf(account: Account, nameOrArn = "default"): string {
  const bus = nameOrArn.replace(`arn:aws:events:${account.region}:${account.id}:event-bus/`, "");
  if (
    bus === "default" ||
    account
      .table(rules)
      .rows()
      .some((rule) => rule.bus === bus)
  )
    return bus;
  throw new AwsError("ResourceNotFoundException", `Event bus ${nameOrArn} does not exist.`);
}

function badToken(): AwsError {
  return validationError("the NextToken is none that was given out");
}

export const ruleOperations = [
  listEventBuses,
  listRules,
  describeRule,
  listTargetsByRule,
  enableRule,
  disableRule,
  putRule,
];
