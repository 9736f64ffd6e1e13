import { mergeCidr } from "cidr-tools";
import { canonicalCidr, isWorld } from "../detections/ec2/world.ts";
import { segments } from "./pattern.ts";

/** Does it keep out whoever is no party of the resource's owner? `open`: it surely does not. */
export type Strength = "restricts" | "doubt" | "open";

/** How the values of a key are told to be fixed, which is what S3 asks for, too. */
export type Kind = "id" | "arn" | "paths" | "userid" | "range";

/**
 * Keys whose values an outsider can't choose: who calls, from which account's service, from which network. Names in small
 * letters. An outsider's call has none of these, or one of their own.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export const RESTRICTING: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["aws:principalorgid", "id"],
  ["aws:principalorgpaths", "paths"],
  ["aws:principalaccount", "id"],
  ["aws:principalarn", "arn"],
  ["aws:sourceaccount", "id"],
  ["aws:sourceowner", "id"],
  ["aws:sourcearn", "arn"],
  ["aws:sourceorgid", "id"],
  ["aws:sourceorgpaths", "paths"],
  ["aws:sourcevpc", "id"],
  ["aws:sourcevpce", "id"],
  ["aws:sourcevpcarn", "arn"],
  ["aws:vpceaccount", "id"],
  ["aws:vpceorgid", "id"],
  ["aws:vpceorgpaths", "paths"],
  ["aws:userid", "userid"],
  ["aws:sourceip", "range"],
  ["aws:ec2instancesourcevpc", "id"],
  ["ec2:sourceinstancearn", "arn"],
  ["lambda:sourcefunctionarn", "arn"],
  ["kms:calleraccount", "id"],
  ["s3:dataaccesspointaccount", "id"],
  ["s3:dataaccesspointarn", "arn"],
]);

/**
 * Of those, the ones that may be there in every call, an anonymous one too: `…IfExists` is in doubt with them, where it is
 * open with the others.
 */
export const OFTEN_THERE: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:userid",
  "aws:sourceip",
  "kms:calleraccount",
]);

/** Keys that an outsider meets at will, or that tell of the resource and not of the caller. A name's beginning, too. */
const OPEN = [
  "aws:securetransport",
  "aws:referer",
  "aws:useragent",
  "aws:requestedregion",
  "aws:multifactorauthpresent",
  "aws:multifactorauthage",
  "aws:principaltype",
  "aws:principaltag/",
  "aws:requesttag/",
  "aws:resourcetag/",
  "aws:tagkeys",
  "aws:username",
  "aws:tokenissuetime",
  "aws:sourceidentity",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "kms:viaservice",
  "lambda:invokedviafunctionurl",
  "s3:authtype",
  "s3:delimiter",
  "s3:existingobjecttag/",
  "s3:max-keys",
  "s3:prefix",
  "s3:requestobjecttag",
  "s3:resourceaccount",
  "s3:signatureage",
  "s3:signatureversion",
  "s3:tlsversion",
  "s3:versionid",
  "s3:x-amz-",
  "sts:externalid",
  "sts:rolesessionname",
];

/** @param key in small letters */
export function isOpenKey(key: string): boolean {
  return OPEN.some((name) => (/[/-]$|tag$/.test(name) ? key.startsWith(name) : key === name));
}

/**
 * Do all these values, of which one has to match, keep outsiders out?
 *
 * @param base the operator, in small letters, without `Not`, `IfExists` and set prefix
 */
export function strengthOfValues(kind: Kind, values: readonly string[], base: string): Strength {
  if (values.length === 0) return "doubt";
  if (kind === "range") return base === "ipaddress" ? strengthOfRanges(values) : "doubt";
  if (!/^(string(equals|equalsignorecase|like)|arn(equals|like))$/.test(base)) return "doubt";
  return weakest(values.map((value) => strengthOfValue(kind, value, base)));
}

/** Of alternatives: as good as the worst. */
export function weakest(strengths: readonly Strength[]): Strength {
  if (strengths.includes("open")) return "open";
  return strengths.includes("doubt") ? "doubt" : "restricts";
}

function strengthOfValue(kind: Kind, value: string, base: string): Strength {
  // A policy variable stands for what the caller brings along.
  if (value.trim() === "" || value.includes("${")) return "doubt";
  const fixed = value.slice(0, value.search(/[*?]|$/));
  // A wildcard in an operator that takes none matches nothing, or is a mistake.
  if (fixed !== value && base.startsWith("stringequals")) return "doubt";
  // What the account and the user id of an anonymous call are.
  if (/^[*?]+$/.test(value) || /^anonymous$/i.test(value)) return "open";
  if (fixed === value) return "restricts";
  const enough = {
    id: () => false,
    range: () => false,
    paths: () => /^o-[a-z0-9]+\//.test(fixed),
    userid: () => /^(A[A-Z0-9]{15,}|\d{12}):/.test(fixed),
    arn: () => (base.startsWith("arn") ? hasOwner(segments(value)) : hasAccount(segments(fixed))),
  };
  return enough[kind]() ? "restricts" : "doubt";
}

/** An ARN with its account, or with the name of a bucket, which no other account can have. */
function hasOwner(arn: string[]): boolean {
  const [, , service, , , resource = ""] = arn;
  return hasAccount(arn) || (service === "s3" && /^[^*?/]+$/.test(resource));
}

function hasAccount([, , , , account = ""]: string[]): boolean {
  return /^\d{12}$/.test(account);
}

/** What S3 takes for a wide range (and a /8, a /32), merged first: two halves make a whole. */
function strengthOfRanges(values: readonly string[]): Strength {
  const ranges = values.map((value) => {
    const single = value.includes(":") ? `${value}/128` : `${value}/32`;
    return canonicalCidr(value.includes("/") ? value : single);
  });
  const known = ranges.filter((range) => range !== undefined);
  if (mergeCidr(known).some((range) => isWorld(range, { ipv4: 8, ipv6: 32 }))) return "open";
  return known.length === values.length ? "restricts" : "doubt";
}
