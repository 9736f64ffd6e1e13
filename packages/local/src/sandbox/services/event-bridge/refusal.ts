import { AwsError } from "../../aws-error.ts";
import { declarations } from "../declared.ts";

export function validationError(problem: string): AwsError {
  return new AwsError("ValidationException", `1 validation error detected: ${problem}`);
}

export const eventBridgeOperation = declarations(validationError);
