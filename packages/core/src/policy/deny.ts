import { holdForOutsiders } from "./condition.ts";
import type { Patterns, PolicyDocument, ReadStatement } from "./document.ts";
import { coversAction, coversResource } from "./pattern.ts";
import { reachesOutsiders } from "./principal.ts";

/**
 * Do Denies of the same policy take all of this Allow away from every outsider? Only what is plain counts: a Deny for
 * everyone, without conditions or with ones of the form "unless it is one of us", with the same or wider actions and
 * resources. What `NotAction` and `NotResource` leave over is not looked into.
 */
export function isDenied(allow: ReadStatement, { statements }: PolicyDocument): boolean {
  const denies = statements.filter(
    (statement): statement is ReadStatement =>
      statement.effect === "Deny" && reachesOutsiders(statement) && holdForOutsiders(statement.conditions),
  );
  return positive(allow.action).every((action) =>
    positive(allow.resource).every((resource) =>
      denies.some(
        (deny) =>
          covered(deny.action, (pattern) => coversAction(pattern, action)) &&
          (deny.resource === undefined ||
            covered(deny.resource, (pattern) => coversResource(pattern, resource))),
      ),
    ),
  );
}

/** What all but some things are, is within everything. */
function positive(patterns: Patterns | undefined): string[] {
  return patterns === undefined || patterns.not ? ["*"] : patterns.patterns;
}

function covered({ not, patterns }: Patterns, covers: (pattern: string) => boolean): boolean {
  return !not && patterns.some(covers);
}
