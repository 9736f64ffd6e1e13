import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NotDone } from "../../../dialog/not-done.tsx";
import { EventText } from "../../../text/event-text.tsx";
import { useNow } from "../../../time/now.ts";
import { RoleButton } from "../../person/role-button.tsx";
import { nameOf, whyNoTest } from "./channel-words.ts";
import { type Asked, type Channel, channels, testChannel } from "./channels-request.ts";
import { Taken, TakenDetails } from "./outcome.tsx";
import { isUnderWay, type TestProgress, testProgress } from "./test-progress.ts";

/** As often as somebody who waits would like. */
const INTERVAL_MS = 1500;

/** The button that has a test message sent, and what became of the latest. */
export function ChannelTest({ channel }: { channel: Channel }) {
  const { name, test } = channel;
  const [asked, setAsked] = useState<Asked>();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const asking = useMutation({
    mutationFn: () => testChannel(name, key),
    onSuccess: async (made) => {
      setAsked(made);
      setKey(crypto.randomUUID());
      await queries.invalidateQueries({ queryKey: channels().queryKey });
    },
  });
  const progress = testProgress(asked, test, useNow());
  const underWay = isUnderWay(progress);
  useQuery({ ...channels(), ...(underWay && { refetchInterval: INTERVAL_MS }) });
  const why = whyNoTest(channel);
  return (
    <SpaceBetween size="xs">
      <div>
        {/* Not how long ago it was: that would be read out each second. */}
        <span role="status">
          <Told progress={progress} />
        </span>
        {progress.kind === "over" && (
          <TakenDetails {...progress}>
            {", asked for by "}
            <EventText text={test?.by.name ?? ""} limit={100} />
          </TakenDetails>
        )}
      </div>
      <RoleButton
        role="admin"
        ariaLabel={`Send a test to ${nameOf(channel)}`}
        loading={asking.isPending || underWay}
        disabled={why !== undefined}
        {...(why !== undefined && { disabledReason: why })}
        onClick={() => asking.mutate()}
      >
        Send a test
      </RoleButton>
      <NotDone error={asking.error} title="No test was sent" />
    </SpaceBetween>
  );
}

const told: Record<
  Exclude<TestProgress["kind"], "over" | "none">,
  { type: StatusIndicatorProps.Type; label: string }
> = {
  asked: { type: "in-progress", label: "Asked for: it is sent within moments" },
  sending: { type: "in-progress", label: "Sending" },
  late: { type: "warning", label: "Nobody took it up: try again" },
  "cut-off": { type: "warning", label: "Cut off: what became of it is not known" },
};

function Told({ progress }: { progress: TestProgress }) {
  if (progress.kind === "none") return "None yet";
  if (progress.kind === "over") return <Taken {...progress} />;
  const { type, label } = told[progress.kind];
  return <StatusIndicator type={type}>{label}</StatusIndicator>;
}
