import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Output, OutputValue } from "../../output.ts";
import { isList, members } from "../../output.ts";
import { declarations } from "../declared.ts";
import { invalid } from "./refusal.ts";

export const operation = declarations(invalid);

export const UserName = z.string().regex(/^[\w+=,.@-]{1,64}$/, "is no user's name");
export const RoleName = z.string().regex(/^[\w+=,.@-]{1,64}$/, "is no role's name");
export const GroupName = z.string().regex(/^[\w+=,.@-]{1,128}$/, "is no group's name");
export const PolicyName = z.string().regex(/^[\w+=,.@-]{1,128}$/, "is no policy's name");
export const PolicyArn = z
  .string()
  .regex(/^arn:aws:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/, "is no policy's ARN");
export const Path = z.string().regex(/^\/([!-~]{1,510}\/)?$/, "is no path");
/** A list; an empty one is an empty text in the query protocol. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value): unknown => (value === "" ? [] : value), z.array(item));
export const Tags = listOf(z.strictObject({ Key: z.string(), Value: z.string() }));
/** Nothing in the sandbox is so long that a second page would be needed. */
export const MaxItems = z.string().optional();
export const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** An id as IAM makes them: `AIDA…` of a user, `AROA…` of a role. */
export function newId(prefix: string): string {
  return `${prefix}${randomBytes(20).toString("hex").toUpperCase().slice(0, 17)}`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An answer as CloudTrail records it: IAM's times are in words there, "Jul 30, 2024 9:53:13 PM". */
export function recordedTimes(output: Output): Output {
  return Object.fromEntries(
    members(output).map(([name, value]) => [name, name.endsWith("Date") ? inWords(value) : within(value)]),
  );
}

function within(value: OutputValue): OutputValue {
  if (isList(value)) return value.map(within);
  return typeof value === "object" ? recordedTimes(value) : value;
}

function inWords(value: OutputValue): OutputValue {
  if (typeof value !== "string") return value;
  const time = new Date(value);
  const two = (number: number) => String(number).padStart(2, "0");
  const hours = time.getUTCHours();
  const clock = `${hours % 12 || 12}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;
  const day = `${months[time.getUTCMonth()]} ${time.getUTCDate()}, ${time.getUTCFullYear()}`;
  return `${day} ${clock} ${hours < 12 ? "AM" : "PM"}`;
}

/** A member that the input's schema demands: the compiler loses sight of it where another one's name is computed. */
export function text(input: Output, member: string): string {
  const value = input[member];
  if (typeof value !== "string") throw invalid(`${member} is missing`);
  return value;
}
