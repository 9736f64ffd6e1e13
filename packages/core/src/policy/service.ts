import { type PolicyContext, strengthOf, strongest } from "./condition.ts";
import type { PolicyDocument } from "./document.ts";
import type { Offence } from "./offence.ts";
import { describeActions, listed } from "./words.ts";

export interface OpenServiceStatement extends Offence<"service" | "doubt"> {
  /** The service principals that it lets in, as they are spelled: `s3.amazonaws.com`. */
  services: string[];
}

/**
 * Which statements let an AWS service in without saying on whose behalf (`aws:SourceAccount`, `aws:SourceArn`,
 * `aws:SourceOrgID`, …), so that another account's resource may make the service call. Whether that can happen depends on
 * the service: with S3 or SNS as the caller it can, so the caller of this function chooses by `services`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function openServiceStatements(
  { statements }: PolicyDocument,
  context: PolicyContext = {},
): OpenServiceStatement[] {
  return statements.flatMap((statement): OpenServiceStatement[] => {
    if (statement.effect !== "Allow" || statement.principal?.not) return [];
    const { index, principal, conditions, action } = statement;
    const services = (principal?.names ?? []).flatMap(({ kind, name }) => (kind === "Service" ? [name] : []));
    const strength = strongest(conditions.map((condition) => strengthOf(condition, context)));
    if (services.length === 0 || strength === "restricts") return [];
    const certainty = strength === "doubt" ? "doubt" : "service";
    const why = `${listed(services)} may ${describeActions(action)} on behalf of any account`;
    return [{ index, statement, services, certainty, why }];
  });
}
