import { useQuery } from "@tanstack/react-query";
import { PageLink } from "../../app/navigation/page-link.tsx";
import { EventLine } from "../../text/event-text.tsx";
import { detectionList } from "../detection/detection-list-request.ts";
import type { Entry } from "./activity-request.ts";

/** What an entry is about, with a link to where that is. */
export function AboutLink({ about: { kind, id }, what }: Pick<Entry, "about" | "what">) {
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
      return <SettingsLink version={id} what={what} />;
    case "channel":
      break;
  }
  return <PageLink href="/settings">Channel {id}</PageLink>;
}

/** A change of one detection's settings begins with its id. */
function SettingsLink({ version, what }: { version: string; what: string }) {
  const { data } = useQuery(detectionList());
  const changed = /^[a-z0-9-]+(?=[: ])/.exec(what)?.[0];
  const detection = data?.detections.find(({ id }) => id === changed);
  return detection ? (
    <PageLink href={`/detections/${detection.id}`}>{detection.id}</PageLink>
  ) : (
    <PageLink href="/settings">Settings, version {version}</PageLink>
  );
}
