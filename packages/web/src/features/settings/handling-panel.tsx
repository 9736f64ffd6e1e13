import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { ReactNode } from "react";
import { EventText } from "../../text/event-text.tsx";
import { formatDuration } from "../../time/format.ts";
import type { Installation } from "./installation-request.ts";
import type { Settings } from "./settings-request.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type HandlingPanelProps = Pick<Settings, "approvalMinutes" | "contested" | "exemptions" | "undoIamRights"> & {
  /** Unknown at first. */
  sweepHours: Installation["sweepHours"] | undefined;
};

/** The operator's choices that a deploy alone changes, each with its name in the file. */
export function HandlingPanel(props: HandlingPanelProps) {
  const { approvalMinutes, contested, exemptions, undoIamRights, sweepHours } = props;
  const { times, withinMinutes, critical } = contested;
  return (
    <Container
      header={
        <Header variant="h2" description="Chosen in snapback.config.ts, and changed by a deploy.">
          How findings are handled
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        minColumnWidth={220}
        items={[
          chosen("A plan can be approved for", "approvalMinutes", formatDuration(approvalMinutes * MINUTE)),
          chosen(
            "A violation is contested",
            "contested",
            `Put right ${times} times within ${formatDuration(withinMinutes * MINUTE)}. A critical exposure ${
              critical === "revert" ? "goes on being put right, at longer and longer intervals" : "waits, too"
            }.`,
          ),
          chosen("The account is swept", "sweepHours", sweptWords(sweepHours)),
          chosen("An exemption lasts at most", "exemptions.maximumDays", days(exemptions.maximumDays)),
          chosen(
            "After an undo it is left alone for",
            "exemptions.undoHours",
            formatDuration(exemptions.undoHours * HOUR),
          ),
          chosen(
            "People are told before an exemption ends",
            "exemptions.warnHours",
            exemptions.warnHours === 0 ? "No" : formatDuration(exemptions.warnHours * HOUR),
          ),
          chosen(
            "Tags that an exemption may go by",
            "exemptions.tagKeys",
            <Tags keys={exemptions.tagKeys} />,
          ),
          chosen(
            "An undo that gives rights in IAM",
            "undoIamRights",
            undoIamRights ? "Snapback runs it" : "A person runs it, with their own rights",
          ),
        ]}
      />
    </Container>
  );
}

function chosen(label: string, setting: string, value: ReactNode) {
  return {
    label,
    value: (
      <>
        <Box>{value}</Box>
        <Box variant="code" fontSize="body-s" color="text-body-secondary">
          {setting}
        </Box>
      </>
    ),
  };
}

export function days(count: number): string {
  return count === 1 ? "1 day" : `${count.toLocaleString("en")} days`;
}

function sweptWords(hours: HandlingPanelProps["sweepHours"]): string {
  if (hours === undefined) return "–";
  return hours === "off" ? "Never" : `Every ${formatDuration(hours * HOUR)}`;
}

function Tags({ keys }: { keys: readonly string[] }) {
  return keys.length === 0 ? "None" : <EventText text={keys.join(", ")} limit={300} />;
}
