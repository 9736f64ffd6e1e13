import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Icon from "@cloudscape-design/components/icon";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { EventText } from "../../../text/event-text.tsx";
import { Ago, Time } from "../../../time/time.tsx";
import { RoleButton } from "../../person/role-button.tsx";
import type { Paused, Settings } from "../settings-request.ts";
import { PauseDialog } from "./pause-dialog.tsx";

/** Does Snapback change anything by itself? The switch for it, and since when and why it is as it is. */
export function PausePanel({ paused }: Pick<Settings, "paused">) {
  const [asked, setAsked] = useState<"pause" | "resume">();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="While it is paused, Snapback goes on finding and telling people. Plans wait for approval, and what is approved runs."
          actions={
            <RoleButton
              role="responder"
              variant={paused ? "primary" : "normal"}
              onClick={() => setAsked(paused ? "resume" : "pause")}
            >
              {paused ? "Resume" : "Pause"}
            </RoleButton>
          }
        >
          Automatic changes
        </Header>
      }
    >
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <Icon
            name={paused ? "status-warning" : "status-positive"}
            variant={paused ? "warning" : "success"}
            size="big"
          />
          <Box fontSize="heading-xl" fontWeight="bold">
            {paused ? "Paused" : "On"}
          </Box>
          {!paused && <Box color="text-body-secondary">Each detection does what its mode says.</Box>}
        </SpaceBetween>
        {paused && <PauseFacts paused={paused} />}
      </SpaceBetween>
      {asked && <PauseDialog action={asked} onClose={() => setAsked(undefined)} />}
    </Container>
  );
}

function PauseFacts({ paused: { by, at, reason, fallen } }: { paused: Paused }) {
  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={180}
      items={[
        {
          label: "By",
          value: fallen ? "Snapback itself: the cap was reached" : <EventText text={by} limit={200} />,
        },
        {
          label: "Since",
          value: (
            <>
              <Time at={at} /> (<Ago at={at} />)
            </>
          ),
        },
        { label: "Reason", value: <EventText text={reason} limit={500} /> },
      ]}
    />
  );
}
