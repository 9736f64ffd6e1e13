import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { PageLink } from "../../../../app/navigation/page-link.tsx";
import { EventLine } from "../../../../text/event-text.tsx";
import { Ago } from "../../../../time/time.tsx";
import type { Finding } from "../../finding-types.ts";
import { listAddress } from "../../list-address.ts";
import { SeverityBadge } from "../../severity-badge.tsx";
import { StateIndicator } from "../../state-indicator.tsx";
import styles from "./related-list.module.css";
import { related, SHOWN } from "./related-request.ts";

interface RelatedListProps {
  title: string;
  /** What they have in common, as a term of the list. */
  where: string;
  /** The finding that they are related to. */
  id: string;
}

/** The latest findings that have something in common with this one. */
export function RelatedList({ title, where, id }: RelatedListProps) {
  const { data, isError } = useQuery(related(where));
  const others = data?.findings.filter((finding) => finding.id !== id);
  return (
    <SpaceBetween size="xs">
      <Box variant="h3">{title}</Box>
      {isError && <StatusIndicator type="error">They could not be loaded.</StatusIndicator>}
      {!data && !isError && <StatusIndicator type="loading">Loading</StatusIndicator>}
      {others?.length === 0 && <Box color="text-body-secondary">No other finding.</Box>}
      {others && others.length > 0 && (
        <ul className={styles.list}>
          {others.slice(0, SHOWN).map((finding) => (
            <li key={finding.id}>
              <RelatedFinding finding={finding} />
            </li>
          ))}
        </ul>
      )}
      {data && data.total > SHOWN && (
        <PageLink
          href={listAddress([where])}
          ariaLabel={`Show all ${data.total.toLocaleString("en")}: ${title}`}
        >
          Show all {data.total.toLocaleString("en")}
        </PageLink>
      )}
    </SpaceBetween>
  );
}

function RelatedFinding({ finding }: { finding: Finding }) {
  return (
    <>
      <PageLink href={`/findings/${encodeURIComponent(finding.id)}`}>
        <EventLine text={finding.summary} wrap />
      </PageLink>
      <div className={styles.facts}>
        <SeverityBadge severity={finding.severity} />
        <StateIndicator finding={finding} />
        <Ago at={finding.latest.eventTime} />
      </div>
    </>
  );
}
