import type { Config } from "../settings/config.ts";
import type { Scope } from "./schema.ts";

const DAY_MS = 86_400_000;

/** An exemption that the operator does not allow; its message tells the person why. */
export class ExemptionLimitError extends Error {
  override name = "ExemptionLimitError";
}

/**
 * May this be exempted until then?
 *
 * @param limits the operator's
 * @throws ExemptionLimitError naming all that stands against it
 */
export function checkExemption(
  { tag }: Scope,
  until: Date,
  now: Date,
  { maximumDays, tagKeys }: Pick<Config["exemptions"], "maximumDays" | "tagKeys">,
): void {
  const problems: string[] = [];
  // Told so that a time that is none is refused, too.
  if (!(until > now)) problems.push("it ends before it begins: name a time that is still to come");
  if (until.getTime() - now.getTime() > maximumDays * DAY_MS) {
    problems.push(`it holds for longer than ${maximumDays} days, the most that snapback.config.ts allows`);
  }
  if (tag !== undefined && !tagKeys.includes(tag.key)) {
    const known = tagKeys.length === 0 ? "none" : tagKeys.map((key) => JSON.stringify(key)).join(", ");
    problems.push(
      `exemptions may not go by the tag ${JSON.stringify(tag.key)}: snapback.config.ts lists ${known} in exemptions.tagKeys`,
    );
  }
  if (problems.length > 0) throw new ExemptionLimitError(problems.join("; "));
}
