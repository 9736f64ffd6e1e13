import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { EventText } from "../../../text/event-text.tsx";
import { clip, visible } from "../../../text/visible.ts";
import { Since } from "../../../time/time.tsx";
import { Decisions } from "../decide/decisions.tsx";
import type { Sent } from "../decide/sent.ts";
import type { FindingDetail } from "../finding-types.ts";
import { SeverityBadge } from "../severity-badge.tsx";
import { StateIndicator } from "../state-indicator.tsx";
import { StoodOpen } from "../stood-open.tsx";

const SHOWN = 200;

interface FindingHeaderProps {
  detail: FindingDetail;
  onSent: (sent: Sent) => void;
}

/** What it is, how grave, how far it is, and what can be done. */
export function FindingHeader({ detail, onSent }: FindingHeaderProps) {
  const { finding } = detail;
  const { summary, reopened } = finding;
  return (
    <SpaceBetween size="xs">
      <Header
        variant="h1"
        description={<EventText text={finding.title} limit={SHOWN} />}
        actions={<Decisions detail={detail} onSent={onSent} />}
      >
        <bdi dir="ltr">
          {visible(clip(summary, SHOWN))}
          {summary.length > SHOWN && "…"}
        </bdi>
      </Header>
      <div role="group" aria-label="How it stands">
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <SeverityBadge severity={finding.severity} />
          <StateIndicator finding={finding} />
          <Box color="text-body-secondary">
            <Standing detail={detail} />
          </Box>
          {reopened > 0 && (
            <Box color="text-body-secondary">
              Came back {reopened === 1 ? "once" : `${reopened.toLocaleString("en")} times`}
            </Box>
          )}
        </SpaceBetween>
      </div>
    </SpaceBetween>
  );
}

/** How long it stood or has stood open; after an undo it is open on purpose, and that is another thing. */
function Standing({ detail: { finding, latestUndo } }: { detail: FindingDetail }) {
  if (finding.state === "undone" && latestUndo?.finishedAt !== undefined)
    return (
      <>
        Open on purpose for <Since at={latestUndo.finishedAt} />
      </>
    );
  return (
    <>
      {finding.openMs === undefined ? "Open for " : "Stood open "}
      <StoodOpen finding={finding} />
    </>
  );
}
