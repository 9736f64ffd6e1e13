import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { EventLine } from "../../text/event-text.tsx";
import { CountLink } from "./count-link.tsx";
import styles from "./overview.module.css";
import type { Overview } from "./overview-request.ts";

interface TopPanelProps {
  title: string;
  top: Overview["top"]["actors"];
  /** How a name is shown. */
  show?: ((name: string) => string) | undefined;
}

/** What most findings of the window have in common, with how many of them. */
export function TopPanel({ title, top, show }: TopPanelProps) {
  const most = Math.max(1, ...top.map(({ count }) => count));
  return (
    <Container fitHeight header={<Header variant="h2">{title}</Header>}>
      {top.length === 0 && <Box color="text-body-secondary">Nothing was found within the window.</Box>}
      <ol className={styles.top}>
        {top.map((each) => (
          <li key={each.name}>
            <span className={styles.name}>
              <EventLine text={show ? show(each.name) : each.name} />
            </span>
            <CountLink count={each} of={`findings: ${each.name}`} />
            <meter aria-hidden className={styles.meter} max={most} value={each.count} />
          </li>
        ))}
      </ol>
    </Container>
  );
}
