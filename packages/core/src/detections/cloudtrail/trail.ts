import type { Trail } from "@aws-sdk/client-cloudtrail";
import type { Clients } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { isRegion } from "../../finding/reach.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { Place } from "../define.ts";

type CloudTrail = Clients["cloudtrail"];

/** A trail, with the account and the home region that it belongs to. */
export interface NamedTrail extends Place {
  name: string;
  resource: Resource;
}

const ARN = /^arn:[a-z-]{1,20}:cloudtrail:([a-z0-9-]{1,30}):(\d{12}):trail\/([\w.-]{3,128})$/;
const NAME = /^[\w.-]{3,128}$/;

/** The trail that a call names, by its name or by its ARN; `undefined` for what is neither. */
export function trailNamed(named: unknown, place: Place): NamedTrail | undefined {
  if (typeof named !== "string") return undefined;
  if (NAME.test(named)) return { ...place, name: named, resource: resourceOf(trailArn(named, place), named) };
  const [, region = "", account = "", name = ""] = ARN.exec(named) ?? [];
  return isRegion(region) ? { account, region, name, resource: resourceOf(named, name) } : undefined;
}

/** What is wrong with a trail. It belongs to the trail's account, and its home region. */
export function trailViolation<Evidence extends { trail: string }>(
  { account, region, resource }: NamedTrail,
  wrong: Pick<Violation<Evidence>, "fingerprint" | "summary" | "severity" | "evidence">,
): Violation<Evidence> {
  return { account, region, resource, ...wrong };
}

/** The account's own trails whose home this region is: others can't be changed from here. */
export async function ownTrails(
  cloudtrail: Pick<CloudTrail, "DescribeTrails">,
  place: Place,
): Promise<(NamedTrail & { trail: Trail })[]> {
  const { trailList = [] } = await cloudtrail.DescribeTrails({ includeShadowTrails: false });
  return trailList.flatMap((trail) => {
    const named = trailNamed(trail.TrailARN, place);
    const own = named?.account === place.account && named.region === place.region;
    return named && own ? [{ ...named, trail }] : [];
  });
}

/** A trail's tags, for exemptions that go by one. */
export async function trailTags(
  arnOfTrail: string,
  cloudtrail: Pick<CloudTrail, "ListTags">,
): Promise<{ Key: string; Value: string }[]> {
  const lists = await cloudtrail.ListTags({ ResourceIdList: [arnOfTrail] });
  return lists.flatMap(({ TagsList = [] }) =>
    TagsList.flatMap(({ Key, Value = "" }) => (Key ? [{ Key, Value }] : [])),
  );
}

function trailArn(name: string, { account, region }: Place): string {
  return arn("cloudtrail", region, account, `trail/${name}`);
}

function resourceOf(arnOfTrail: string, name: string): Resource {
  return { arn: arnOfTrail, type: "AWS::CloudTrail::Trail", id: name };
}
