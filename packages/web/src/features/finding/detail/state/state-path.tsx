import { EventText } from "../../../../text/event-text.tsx";

const SHOWN = 200;

/** The names that lead to a member of a state. */
export function StatePath({ path }: { path: readonly string[] }) {
  return <EventText text={path.length === 0 ? "all of it" : path.join(" › ")} limit={SHOWN} />;
}
