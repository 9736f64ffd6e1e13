import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { detectionList } from "../detection/detection-list-request.ts";
import { DaysChart } from "./days-chart.tsx";
import styles from "./overview.module.css";
import type { Overview } from "./overview-request.ts";
import { PersonPanel } from "./person-panel.tsx";
import { RegionsPanel } from "./regions-panel.tsx";
import { SafePanel } from "./safe-panel.tsx";
import { StandingPanel } from "./standing-panel.tsx";
import { StartPanel } from "./start-panel.tsx";
import { TopPanel } from "./top-panel.tsx";
import { windows } from "./window.ts";

interface OverviewViewProps {
  overview: Overview;
  days: number;
  onDays: (days: number) => void;
}

/** How the account stands. */
export function OverviewView({ overview, days, onDays }: OverviewViewProps) {
  const detections = useQuery(detectionList()).data?.detections;
  const titleOf = (id: string) => detections?.find((detection) => detection.id === id)?.title ?? id;
  const nothing = overview.byState.every(({ count }) => count === 0);
  const { top } = overview;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        actions={
          <SegmentedControl
            label="Window"
            options={windows.map((choice) => ({ id: String(choice), text: `${choice} days` }))}
            selectedId={String(days)}
            onChange={({ detail }) => onDays(Number(detail.selectedId))}
          />
        }
      >
        Overview
      </Header>
      {nothing && <StartPanel />}
      <div className={styles.grid}>
        <div className={styles.half}>
          <StandingPanel {...overview} />
        </div>
        <div className={styles.half}>
          <PersonPanel {...overview} />
        </div>
        <div className={styles.whole}>
          <DaysChart {...overview} />
        </div>
        <div className={styles.whole}>
          <SafePanel {...overview} />
        </div>
        <div className={styles.third}>
          <TopPanel title="Top detections" top={top.detections} show={titleOf} />
        </div>
        <div className={styles.third}>
          <TopPanel title="Top accounts" top={top.accounts} />
        </div>
        <div className={styles.third}>
          <TopPanel title="Top actors" top={top.actors} />
        </div>
      </div>
      <RegionsPanel {...overview} />
    </SpaceBetween>
  );
}
