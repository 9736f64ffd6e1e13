import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useNarrow } from "../../layout/use-narrow.ts";
import { CodeBlock } from "../../text/code-block.tsx";
import { AccountPanel } from "./account-panel.tsx";
import type { AttackFilter } from "./attack-filter.ts";
import type { Attack, AttackList } from "./attack-request.ts";
import { AttackTable } from "./attack-table.tsx";
import { runs, useStart } from "./run.ts";
import { RunList } from "./run-list.tsx";
import styles from "./sandbox.module.css";
import { StartButton } from "./start-button.tsx";

/** What Snapback answers by itself as it comes, before anybody changes a mode. */
const CLASSIC = "open-ssh";

interface SandboxViewProps {
  list: AttackList;
  filter: AttackFilter;
  onFilter: (filter: AttackFilter) => void;
}

/** The pocket AWS account of the laptop: to attack, and to look at. */
export function SandboxView({ list: { attacks, endpoint, region }, filter, onFilter }: SandboxViewProps) {
  const started = useQuery(runs()).data;
  const start = useStart();
  const classic = attacks.find(({ name }) => name === CLASSIC);
  const narrow = useNarrow();
  const panel = useRef<HTMLDivElement>(null);
  const begin = (attack: Attack) => {
    start(attack);
    // On a phone the list is longer than the screen, and what comes of it is above.
    if (narrow) panel.current?.scrollIntoView({ block: "start" });
  };
  const table = (
    <AttackTable
      key="attacks"
      attacks={attacks}
      runs={started}
      filter={filter}
      onFilter={onFilter}
      onStart={begin}
    />
  );
  const watch = (
    <div key="runs" ref={panel} className={styles.watch}>
      <RunList runs={started}>
        {classic && (
          <StartButton
            variant="primary"
            attack={classic}
            label={`Begin with the classic: ${classic.title}`}
            running={false}
            onStart={begin}
          />
        )}
      </RunList>
    </div>
  );
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="An AWS account of this machine's own. Nothing here reaches AWS: attack it, and see what Snapback does about it."
      >
        Sandbox
      </Header>
      <div className={styles.columns}>{narrow ? [watch, table] : [table, watch]}</div>
      <ExpandableSection variant="container" headerText="Call it with any AWS client">
        <SpaceBetween size="s">
          <div>
            Any credentials do. The attacks run from a terminal, too: without a name, this lists them.
          </div>
          <CodeBlock
            label="AWS CLI command for the sandbox"
            text={`AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws --endpoint-url ${endpoint} --region ${region} ec2 describe-security-groups`}
          />
          <CodeBlock label="Command that lists the attacks" text="npm run attack" />
        </SpaceBetween>
      </ExpandableSection>
      <AccountPanel />
    </SpaceBetween>
  );
}
