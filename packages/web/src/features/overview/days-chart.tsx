import BarChart from "@cloudscape-design/components/bar-chart";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useRoom } from "../../layout/use-room.ts";
import { severityOptions, showSeverity } from "../finding/finding-severity.ts";
import { CountLink } from "./count-link.tsx";
import styles from "./overview.module.css";
import type { Overview } from "./overview-request.ts";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** The pixels that a day takes. */
const BAR = 12;
/** In less room than its axis takes, the chart would draw bars of a negative width. */
const NARROWEST = 150;

/** What was opened on each day, stacked by severity. Each number in a day's details leads to its list. */
export function DaysChart({ days: all, opened }: Pick<Overview, "days" | "opened">) {
  const [room, ref] = useRoom();
  const days = all.slice(-Math.max(7, Math.floor(room / BAR)));
  const cut =
    days.length < all.length ? `. The last ${days.length} of ${all.length} days have room here` : "";
  const counts = (severity: string) =>
    days.map((each) => ({
      x: each.day,
      count: each.bySeverity.find((count) => count.severity === severity) ?? { count: 0, where: [] },
    }));
  const highest = Math.max(
    ...days.map(({ bySeverity }) => bySeverity.reduce((sum, { count }) => sum + count, 0)),
  );
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          description={`When the dangerous call was made, in days of UTC${cut}`}
          actions={
            <Box>
              <CountLink count={opened} of="findings within the window" /> in all
            </Box>
          }
        >
          Findings per day
        </Header>
      }
    >
      <div ref={ref} className={styles.chart}>
        {room > NARROWEST && (
          <BarChart
            stackedBars
            height={220}
            fitHeight
            xScaleType="categorical"
            xDomain={days.map((each) => each.day)}
            yDomain={[0, Math.max(4, highest)]}
            hideFilter
            ariaLabel="Findings per day, by severity"
            series={severityOptions.toReversed().map((severity) => ({
              type: "bar",
              title: showSeverity(severity),
              color: `var(--severity-${severity})`,
              data: counts(severity).map(({ x, count }) => ({ x, y: count.count })),
            }))}
            detailPopoverSeriesContent={({ series, x, y }) => {
              const severity = severityOptions.find((option) => showSeverity(option) === series.title);
              const known = days.find((each) => each.day === x);
              const count = known?.bySeverity.find((each) => each.severity === severity);
              return {
                key: series.title,
                value: count ? <CountLink count={count} of={`${series.title} findings of ${x}`} /> : y,
              };
            }}
            i18nStrings={{
              xTickFormatter: (x) => day.format(new Date(x)),
              yTickFormatter: (y) => (Number.isInteger(y) ? y.toLocaleString("en") : ""),
              legendAriaLabel: "Severities",
              chartAriaRoleDescription: "bar chart",
              xAxisAriaRoleDescription: "days",
              yAxisAriaRoleDescription: "findings",
              detailPopoverDismissAriaLabel: "Close",
            }}
            empty={<Box textAlign="center">Nothing was found within the window.</Box>}
          />
        )}
      </div>
    </Container>
  );
}
