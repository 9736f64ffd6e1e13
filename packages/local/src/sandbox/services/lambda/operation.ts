import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { declarations } from "../declared.ts";

export const lambdaOperation = declarations(validationError);

export function validationError(problem: string): AwsError {
  return new AwsError("ValidationException", `1 validation error detected: ${problem}`);
}

export function invalidValue(problem: string): AwsError {
  return new AwsError("InvalidParameterValueException", problem);
}

export function notFound(problem = "The resource you requested does not exist."): AwsError {
  return new AwsError("ResourceNotFoundException", problem, 404);
}

export function conflict(problem: string): AwsError {
  return new AwsError("ResourceConflictException", problem, 409);
}

/** Lists come in pages of at most 50. */
export const pages = { Marker: z.string().optional(), MaxItems: z.coerce.number().int().min(1).optional() };
export const LARGEST_PAGE = 50;

export function badMarker(cause: unknown): AwsError {
  return new AwsError("InvalidParameterValueException", "Invalid marker", 400, { cause });
}

/** Whoever names a revision means only that one. */
export function checkRevision(asked: string | undefined, current: string): void {
  if (asked === undefined || asked === current) return;
  throw new AwsError(
    "PreconditionFailedException",
    "The RevisionId provided does not match the latest RevisionId. Call the GetPolicy API to retrieve the latest RevisionId",
    412,
  );
}

export const newRevision = (): string => randomUUID();

const bytes = z.base64();
export const zipFile = { ZipFile: bytes.optional() };
export const inBucket = {
  S3Bucket: z.string().optional(),
  S3Key: z.string().optional(),
  S3ObjectVersion: z.string().optional(),
};

/** Nobody looks into the code, or for it: only its hash is kept, or that of its place. */
export function codeOf(code: Record<string, string | undefined>): { sha256: string; bytes: number } {
  const content =
    code.ZipFile === undefined ? Buffer.from(JSON.stringify(code)) : Buffer.from(code.ZipFile, "base64");
  return { sha256: createHash("sha256").update(content).digest("base64"), bytes: content.length };
}
