import { deadLetters } from "./dead-letters.ts";
import { heartbeat } from "./heartbeat.ts";
import { identity } from "./identity.ts";
import { asked, type Check, type Examined, type Line } from "./line.ts";
import { rights } from "./rights.ts";
import { rules } from "./rules.ts";
import { subscription } from "./subscription.ts";
import { trail } from "./trail.ts";

/** In the order of an event's path, after who asks. */
const checks: readonly Check[] = [identity, trail, rules, subscription, rights, heartbeat, deadLetters];

/** Looks at everything side by side; what is said comes in the checks' order, each as soon as it can. */
export async function* examine(examined: Examined): AsyncGenerator<Line> {
  const running = checks.map((check) => asked(check.name, "the check itself failed", () => check(examined)));
  for (const lines of running) yield* await lines;
}
