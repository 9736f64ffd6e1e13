import Cards, { type CardsProps } from "@cloudscape-design/components/cards";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { ChannelTest } from "./channel-test.tsx";
import { nameOf, standingOf, thresholdWords } from "./channel-words.ts";
import { type Channel, channels } from "./channels-request.ts";
import { Taken, TakenDetails } from "./outcome.tsx";
import { ReachedBy } from "./reached-by.tsx";

const card: CardsProps.CardDefinition<Channel> = {
  header: (channel) => <CardHeader channel={channel} />,
  sections: [
    { id: "threshold", header: "Tells people of", content: thresholdWords },
    { id: "reached", header: "Reached by", content: (channel) => <ReachedBy channel={channel} /> },
    { id: "delivery", header: "Latest message", content: (channel) => <Delivery channel={channel} /> },
    { id: "test", header: "Latest test", content: (channel) => <ChannelTest channel={channel} /> },
  ],
};

/** On which channels people are told, and whether they work. */
export function ChannelsPanel() {
  const { data, isError } = useQuery(channels());
  return (
    <Cards
      header={
        <Header variant="h2" description={descriptionOf(data?.gatherSeconds)}>
          Notification channels
        </Header>
      }
      items={data?.channels ?? []}
      loading={data === undefined && !isError}
      loadingText="Loading the channels"
      empty={isError ? "Could not be read" : "There are none."}
      trackBy="name"
      ariaLabels={{ itemSelectionLabel: (_, channel) => nameOf(channel), selectionGroupLabel: "Channels" }}
      cardsPerRow={[{ cards: 1 }, { minWidth: 620, cards: 2 }, { minWidth: 960, cards: 3 }]}
      cardDefinition={card}
    />
  );
}

function descriptionOf(gatherSeconds: number | undefined): string {
  const from = "From which severity on each tells is chosen in snapback.config.ts (notices).";
  if (gatherSeconds === undefined) return from;
  return `${from} What comes within ${gatherSeconds} seconds is one message.`;
}

function CardHeader({ channel }: { channel: Channel }) {
  const { type, label } = standingOf(channel);
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <span>{nameOf(channel)}</span>
      <StatusIndicator type={type}>{label}</StatusIndicator>
    </SpaceBetween>
  );
}

function Delivery({ channel: { delivery } }: { channel: Channel }) {
  if (delivery === undefined) return "None yet";
  const { outcome, at, error, notices } = delivery;
  return (
    <div>
      <Taken failed={outcome === "failed"} />
      <TakenDetails at={at} error={error}>
        {`, with ${notices === 1 ? "1 notice" : `${notices.toLocaleString("en")} notices`}`}
      </TakenDetails>
    </div>
  );
}
