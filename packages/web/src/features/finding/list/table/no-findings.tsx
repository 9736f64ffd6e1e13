import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { describeFailure } from "../../../../api/failure.ts";
import { CodeBlock } from "../../../../text/code-block.tsx";
import styles from "./no-findings.module.css";

export function NoFindings() {
  return (
    <div className={styles.empty}>
      <SpaceBetween size="s">
        <Box variant="h2" fontSize="heading-s">
          Nothing dangerous has been seen
        </Box>
        <Box color="text-body-secondary">
          Findings appear here within seconds of a dangerous change. To see one, open a security group to the
          internet:
        </Box>
        <CodeBlock label="command" text="npm run attack -- open-ssh" />
      </SpaceBetween>
    </div>
  );
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <SpaceBetween size="s">
      <Box variant="h2" fontSize="heading-s">
        No finding matches
      </Box>
      <Button onClick={onClear}>Clear filters</Button>
    </SpaceBetween>
  );
}

export function NotRead({ error }: { error: Error }) {
  return (
    <SpaceBetween size="s">
      <Box variant="h2" fontSize="heading-s">
        The findings can't be shown
      </Box>
      <Box color="text-body-secondary">{describeFailure(error)}</Box>
    </SpaceBetween>
  );
}
