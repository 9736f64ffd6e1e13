import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import type { Resource } from "../../finding/schema.ts";
import type { Place } from "../define.ts";

/** A function, or one version or alias of it: each has a policy and an address of its own. */
export interface FunctionPart {
  resource: Resource;
  name: string;
  qualifier?: string | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html: a name, a part of the ARN, or all of it. */
const NAMED =
  /^(?:(?:arn:[\w-]+:lambda:([\w-]+):)?(\d{12}):(?:function:)?|function:)?([\w-]{1,140})(?::(\$LATEST|[\w-]{1,128}))?$/;

/**
 * The function that a call names; `undefined` for what can't be one of this account and region.
 *
 * @param named as the call has it: name or ARN, with or without a qualifier
 */
export function functionOf(
  named: string | undefined,
  asked: string | undefined,
  { account, region }: Place,
): FunctionPart | undefined {
  const parts = NAMED.exec(named ?? "");
  if (!parts) return undefined;
  const [, inRegion = region, owner = account, name = "", inName] = parts;
  if (inRegion !== region || owner !== account) return undefined;
  const qualifier = asked ?? inName;
  const id = qualifier === undefined || qualifier === "$LATEST" ? name : `${name}:${qualifier}`;
  return {
    resource: { arn: arn("lambda", region, account, `function:${id}`), type: "AWS::Lambda::Function", id },
    name,
    ...(id !== name && { qualifier }),
  };
}

/** The tags of a function, which its versions and aliases share. */
export async function tagsOf(
  { arn: name, id }: Resource,
  live: LiveAccount,
): Promise<Record<string, string>> {
  const [, qualifier] = id.split(":");
  const Resource = qualifier === undefined ? name : name.slice(0, -qualifier.length - 1);
  const { Tags = {} } = await (await live.client("lambda")).ListTags({ Resource });
  return Tags;
}
