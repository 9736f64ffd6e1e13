import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Icon from "@cloudscape-design/components/icon";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { describeFailure } from "../../api/failure.ts";
import { ExportButton } from "../../export/export-button.tsx";
import { useNarrow } from "../../layout/use-narrow.ts";
import { EventText } from "../../text/event-text.tsx";
import { Time } from "../../time/time.tsx";
import { AboutLink } from "./about-link.tsx";
import { activityCsv } from "./activity-csv.ts";
import { ActivityFilters } from "./activity-filters.tsx";
import { type ActivityQuery, doers } from "./activity-query.ts";
import { activityList, type Entry, latestActivity, readActivity } from "./activity-request.ts";
import { ChangeDetails } from "./change-details.tsx";
import { useFurtherSearch } from "./use-further-search.ts";

type Column = TableProps.ColumnDefinition<Entry>;

const icons = { person: "user-profile", snapback: "undo", caller: "globe" } as const;

function Who({ by }: Pick<Entry, "by">) {
  return (
    <>
      <Icon name={icons[by.kind]} ariaLabel={doers[by.kind]} /> <EventText text={by.name} limit={100} />
    </>
  );
}

function What(entry: Entry) {
  return (
    <>
      <EventText text={entry.what} limit={400} />
      <ChangeDetails {...entry} />
    </>
  );
}

const wide: Column[] = [
  { id: "at", header: "When", width: 180, cell: ({ at }) => <Time at={at} /> },
  { id: "by", header: "Who", width: 190, cell: Who },
  { id: "what", header: "What", isRowHeader: true, width: 500, cell: What },
  { id: "about", header: "About", width: 250, cell: AboutLink },
];

const narrowColumns: Column[] = [
  {
    id: "what",
    header: "What",
    isRowHeader: true,
    cell: (entry) => (
      <SpaceBetween size="xxs">
        <What {...entry} />
        <Box variant="small" color="text-body-secondary">
          <Time at={entry.at} /> <Who {...entry} />
        </Box>
        <AboutLink {...entry} />
      </SpaceBetween>
    ),
  },
];

interface ActivityTableProps {
  query: ActivityQuery;
  onQuery: (query: ActivityQuery) => void;
}

/** All that people and Snapback did, the latest first. What comes in is told, and moves nothing by itself. */
export function ActivityTable({ query, onQuery }: ActivityTableProps) {
  const list = useInfiniteQuery(activityList(query));
  const latest = useQuery(latestActivity(query)).data?.entries[0];
  const narrow = useNarrow();
  const entries = list.data?.pages.flatMap((page) => page.entries);
  const reached = list.data?.pages.at(-1)?.reached;
  useFurtherSearch({
    found: entries?.length ?? 0,
    pages: list.isPlaceholderData ? 0 : (list.data?.pages.length ?? 0),
    hasNextPage: list.hasNextPage,
    isFetching: list.isFetching,
    isError: list.isError,
    fetchNextPage: list.fetchNextPage,
  });
  const news = latest !== undefined && entries !== undefined && entries[0]?.id !== latest.id;
  return (
    <Table
      variant="full-page"
      stickyHeader
      contentDensity="compact"
      wrapLines
      trackBy="id"
      items={entries ?? []}
      columnDefinitions={narrow ? narrowColumns : wide}
      loading={!entries && !list.isError}
      loadingText="Loading the activity"
      header={
        <Header
          variant="awsui-h1-sticky"
          description="It is only ever added to."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {news && !list.isPlaceholderData && (
                <Button iconName="refresh" loading={list.isRefetching} onClick={() => void list.refetch()}>
                  New activity
                </Button>
              )}
              <ExportButton
                name="snapback-activity"
                columns={activityCsv}
                fetchPage={async (before, signal) => {
                  const page = await readActivity(
                    { ...query, limit: "200", ...(before !== undefined && { before }) },
                    signal,
                  );
                  return { items: page.entries, next: page.next };
                }}
              />
            </SpaceBetween>
          }
        >
          Activity
        </Header>
      }
      filter={<ActivityFilters query={query} onQuery={onQuery} />}
      empty={
        <SpaceBetween size="s">
          <Box variant="h2" fontSize="heading-s">
            {list.isError
              ? "The activity can't be shown"
              : Object.keys(query).length > 0
                ? "Nothing matches so far"
                : "Nothing has happened yet"}
          </Box>
          {list.isError && <Box color="text-body-secondary">{describeFailure(list.error)}</Box>}
        </SpaceBetween>
      }
      footer={
        list.hasNextPage && (
          <Box textAlign="center">
            <SpaceBetween size="xs" alignItems="center">
              <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show older activity
              </Button>
              {reached !== undefined && (
                <Box variant="small" color="text-body-secondary">
                  Looked back as far as <Time at={reached} />
                </Box>
              )}
            </SpaceBetween>
          </Box>
        )
      }
      ariaLabels={{ tableLabel: "Activity" }}
    />
  );
}
