import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { explainFailure } from "../../../../api/failure.ts";
import { CodeBlock } from "../../../../text/code-block.tsx";
import { EventText } from "../../../../text/event-text.tsx";
import styles from "./no-findings.module.css";

/** The table's own cell is in one line. */
function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.empty}>
      <SpaceBetween size="s">
        <Box variant="h2" fontSize="heading-s">
          {title}
        </Box>
        {children}
      </SpaceBetween>
    </div>
  );
}

export function NoFindings() {
  return (
    <Empty title="Nothing dangerous has been seen">
      <Box color="text-body-secondary">
        Findings appear here within seconds of a dangerous change. To see one, open a security group to the
        internet:
      </Box>
      <CodeBlock label="command" text="npm run attack -- open-ssh" />
    </Empty>
  );
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <Empty title="No finding matches">
      <Button onClick={onClear}>Clear filters</Button>
    </Empty>
  );
}

export function PageGone({ onFirst }: { onFirst: () => void }) {
  return (
    <Empty title="This page has no findings any more">
      <Button onClick={onFirst}>To the first page</Button>
    </Empty>
  );
}

export function NotRead({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Empty title="The findings can't be shown">
      <Box color="text-body-secondary">
        <EventText text={explainFailure(error)} limit={500} />
      </Box>
      <Button onClick={onRetry}>Try again</Button>
    </Empty>
  );
}
