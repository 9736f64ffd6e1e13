import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { CodeBlock } from "../../../text/code-block.tsx";
import styles from "./no-findings.module.css";

export function NoFindings() {
  return (
    <div className={styles.empty}>
      <SpaceBetween size="s">
        <Box variant="h3">Nothing dangerous has been seen</Box>
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
      <Box variant="h3">No finding matches</Box>
      <Button onClick={onClear}>Clear filters</Button>
    </SpaceBetween>
  );
}
