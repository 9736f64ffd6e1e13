import { PageLink } from "../../app/navigation/page-link.tsx";
import { EventLine } from "../../text/event-text.tsx";
import type { Entry } from "./activity-request.ts";

/** What an entry is about, with a link to where that is. */
export function AboutLink({ about: { kind, id } }: Pick<Entry, "about">) {
  switch (kind) {
    case "finding":
      return (
        <PageLink href={`/findings/${encodeURIComponent(id)}`}>
          <EventLine text={id} />
        </PageLink>
      );
    case "exemption":
      return (
        <PageLink href={`/exemptions?show=all&q=${encodeURIComponent(id)}`}>
          <EventLine text={id} />
        </PageLink>
      );
    case "settings":
      return <PageLink href="/settings">Settings, version {id}</PageLink>;
    case "channel":
      break;
  }
  return <PageLink href="/settings">Channel {id}</PageLink>;
}
