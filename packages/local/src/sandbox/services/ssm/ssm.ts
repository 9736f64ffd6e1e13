import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { operationTable, type Service } from "../../operation.ts";
import { awsJson } from "../../protocols/aws-json.ts";
import { declarations } from "../declared.ts";
import { type Parameter, parameters } from "./resources.ts";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const LARGEST = { Standard: 4096, Advanced: 8192 };

const ssmOperation = declarations(
  (problem) => new AwsError("ValidationException", `1 validation error detected: ${problem}`),
);

/** A hierarchy of fifteen levels at most, each of letters, digits and `.-_`. */
const name = z
  .string()
  .max(2048)
  .regex(/^(\/?[a-zA-Z0-9_.-]+){1,15}$/, "is no parameter's name");

const getParameter = ssmOperation({
  name: "GetParameter",
  readOnly: true,
  input: z.strictObject({ Name: name, WithDecryption: z.boolean().optional() }),
  run(account, { Name }) {
    const { type, value, version, modifiedAt } = find(account, Name);
    return {
      Parameter: {
        Name,
        Type: type,
        Value: value,
        Version: version,
        LastModifiedDate: Date.parse(modifiedAt) / 1000,
        ARN: `arn:aws:ssm:${account.region}:${account.id}:parameter/${Name.replace(/^\//, "")}`,
        DataType: "text",
      },
    };
  },
});

const putParameter = ssmOperation({
  name: "PutParameter",
  input: z.strictObject({
    Name: name,
    Value: z.string().min(1),
    Type: z
      .enum(["String", "StringList"], "must be String or StringList: the sandbox has no keys")
      .optional(),
    Description: z.string().max(1024).optional(),
    Overwrite: z.boolean().optional(),
    Tier: z.enum(["Standard", "Advanced", "Intelligent-Tiering"]).optional(),
    DataType: z.literal("text").optional(),
  }),
  recordedInput: (input) => ({ ...input, Value: "HIDDEN_DUE_TO_SECURITY_REASONS" }),
  recordedOutput: (output) => output,
  run(account, input, { time }) {
    const { Name, Value, Type, Description: description, Overwrite = false, Tier } = input;
    const before = account.table(parameters).get(Name);
    if (before && !Overwrite) {
      throw new AwsError(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
      );
    }
    const type = Type ?? before?.type;
    if (type === undefined) {
      throw new AwsError("ValidationException", "A parameter type is required when you create a parameter.");
    }
    const tier = tierOf(Value, Tier, before);
    const { version } = writeParameter(account, { name: Name, value: Value, type, tier, description, time });
    return { Version: version, Tier: tier };
  },
});

const deleteParameter = ssmOperation({
  name: "DeleteParameter",
  input: z.strictObject({ Name: name }),
  run(account, { Name }) {
    account.table(parameters).delete(find(account, Name).id);
    return {};
  },
});

/** A new version of a parameter; what is not said stays as it was. */
export function writeParameter(
  account: Account,
  written: Pick<Parameter, "value"> & Partial<Parameter> & { name: string; time: Date },
): Parameter {
  const { name: id, time, ...parts } = written;
  const before = account.table(parameters).get(id);
  const row: Parameter = {
    type: "String",
    tier: tierOf(written.value, "Intelligent-Tiering", before),
    ...before,
    ...parts,
    description: parts.description ?? before?.description,
    id,
    version: (before?.version ?? 0) + 1,
    modifiedAt: time.toISOString(),
  };
  account.table(parameters).put(row);
  return row;
}

function find(account: Account, id: string): Parameter {
  const found = account.table(parameters).get(id);
  if (found === undefined) throw new AwsError("ParameterNotFound", `Parameter ${id} not found.`);
  return found;
}

/** An advanced parameter never becomes a standard one again. */
function tierOf(value: string, asked: string | undefined, before: Parameter | undefined): Parameter["tier"] {
  const bytes = Buffer.byteLength(value);
  const grows = asked === "Intelligent-Tiering" && bytes > LARGEST.Standard;
  const tier = asked === "Advanced" || before?.tier === "Advanced" || grows ? "Advanced" : "Standard";
  if (bytes > LARGEST[tier]) {
    throw new AwsError(
      "ValidationException",
      `${tier} tier parameters support a maximum parameter value of ${LARGEST[tier]} characters.`,
    );
  }
  return tier;
}

/** AWS Systems Manager, as far as the Parameter Store goes. */
export const ssm: Service = {
  name: "ssm",
  eventSource: "ssm.amazonaws.com",
  protocol: awsJson("1.1"),
  operations: operationTable([getParameter, putParameter, deleteParameter]),
};
