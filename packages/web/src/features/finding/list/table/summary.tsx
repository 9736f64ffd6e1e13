import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import { EventLine } from "../../../../text/event-text.tsx";
import { FindingLink } from "../../finding-link.tsx";
import type { Finding } from "../../finding-types.ts";
import styles from "./columns.module.css";

interface SummaryProps {
  finding: Finding;
  arrived: boolean;
  wrap: boolean;
}

/** What a finding is, as the way to its page. */
export function Summary({ finding, arrived, wrap }: SummaryProps) {
  return (
    <>
      <div className={styles.summary}>
        <FindingLink id={finding.id}>
          <EventLine text={finding.summary} wrap={wrap} />
        </FindingLink>
        {arrived && (
          <span className={styles.arrival}>
            <Badge color="blue">New</Badge>
          </span>
        )}
      </div>
      <Box display="block" variant="small" color="text-body-secondary">
        <EventLine text={finding.title} wrap={wrap} />
      </Box>
    </>
  );
}
