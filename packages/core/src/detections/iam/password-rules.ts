import type { PasswordPolicy } from "@aws-sdk/client-iam";
import * as z from "zod";
import type { JsonObject } from "../../json.ts";

/** What a password policy has to demand at least. */
export type Minimum = z.infer<typeof Minimum>;
export const Minimum = z.object({
  minimumLength: z.int().min(6).max(128).default(14).describe("Characters that a password must have."),
  passwordReusePrevention: z
    .int()
    .min(0)
    .max(24)
    .default(24)
    .describe("How many earlier passwords may not come again; 0 demands nothing."),
  requireSymbols: z.boolean().default(true).describe("Demand a symbol."),
  requireNumbers: z.boolean().default(true).describe("Demand a digit."),
  requireUppercaseCharacters: z.boolean().default(true).describe("Demand an upper-case letter."),
  requireLowercaseCharacters: z.boolean().default(true).describe("Demand a lower-case letter."),
  maxPasswordAge: z
    .int()
    .min(0)
    .max(1095)
    .default(0)
    .describe("Days after which a password expires at the latest; 0 demands nothing."),
});

/** What is left out is AWS's default. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
const number = z.coerce.number().int().positive().optional().catch(undefined);
const flag = z.union([z.boolean(), z.stringbool()]).optional().catch(undefined);

/** A password policy: as an UpdateAccountPasswordPolicy has it in full. */
export type Rules = z.infer<typeof Rules>;
export const Rules = z.object({
  MinimumPasswordLength: number,
  RequireSymbols: flag,
  RequireNumbers: flag,
  RequireUppercaseCharacters: flag,
  RequireLowercaseCharacters: flag,
  AllowUsersToChangePassword: flag,
  MaxPasswordAge: number,
  PasswordReusePrevention: number,
  HardExpiry: flag,
});

/** The rules of a live policy. `ExpirePasswords`, which can't be set, follows from the age. */
export function rulesOf(live: PasswordPolicy): Rules {
  return Rules.parse(live);
}

/** The rules of a record's request, whose names begin in lower case. */
export function rulesOfRequest(request: JsonObject | null): Rules {
  const capital = Object.entries(request ?? {}).map(([name, value]) => [
    name.charAt(0).toUpperCase() + name.slice(1),
    value,
  ]);
  return Rules.parse(Object.fromEntries(capital));
}

const LENGTH_BY_DEFAULT = 6;

/** Where the rules demand less than the minimum, in words. */
export function weaknesses(rules: Rules, minimum: Minimum): string[] {
  const { MinimumPasswordLength: length = LENGTH_BY_DEFAULT, PasswordReusePrevention: reuse = 0 } = rules;
  const age = rules.MaxPasswordAge;
  const missing = [
    [minimum.requireSymbols && !rules.RequireSymbols, "no symbol"],
    [minimum.requireNumbers && !rules.RequireNumbers, "no digit"],
    [minimum.requireUppercaseCharacters && !rules.RequireUppercaseCharacters, "no upper-case letter"],
    [minimum.requireLowercaseCharacters && !rules.RequireLowercaseCharacters, "no lower-case letter"],
    [length < minimum.minimumLength, `${length} characters instead of ${minimum.minimumLength}`],
    [
      reuse < minimum.passwordReusePrevention,
      `${reuse} earlier passwords instead of ${minimum.passwordReusePrevention} may not come again`,
    ],
    [isOlder(age, minimum), `it expires after ${age ?? "no"} days instead of ${minimum.maxPasswordAge}`],
  ] as const;
  return missing.flatMap(([holds, words]) => (holds ? [words] : []));
}

/** The rules, with as much as the minimum demands. */
export function raised(rules: Rules, minimum: Minimum): Rules {
  const reuse = Math.max(rules.PasswordReusePrevention ?? 0, minimum.passwordReusePrevention);
  const age = isOlder(rules.MaxPasswordAge, minimum) ? minimum.maxPasswordAge : rules.MaxPasswordAge;
  return {
    ...rules,
    MinimumPasswordLength: Math.max(rules.MinimumPasswordLength ?? LENGTH_BY_DEFAULT, minimum.minimumLength),
    RequireSymbols: rules.RequireSymbols || minimum.requireSymbols,
    RequireNumbers: rules.RequireNumbers || minimum.requireNumbers,
    RequireUppercaseCharacters: rules.RequireUppercaseCharacters || minimum.requireUppercaseCharacters,
    RequireLowercaseCharacters: rules.RequireLowercaseCharacters || minimum.requireLowercaseCharacters,
    ...(reuse > 0 && { PasswordReusePrevention: reuse }),
    ...(age !== undefined && { MaxPasswordAge: age }),
  };
}

function isOlder(age: number | undefined, { maxPasswordAge }: Minimum): boolean {
  return maxPasswordAge > 0 && (age ?? Number.POSITIVE_INFINITY) > maxPasswordAge;
}
