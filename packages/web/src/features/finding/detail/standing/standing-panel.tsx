import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { formatDuration, formatTime } from "../../../../time/format.ts";
import { useNow } from "../../../../time/now.ts";
import type { FindingDetail } from "../../finding-types.ts";
import { type Moment, momentsOf, type Stretch, stretchesOf } from "./moments.ts";
import styles from "./standing-panel.module.css";

const names: Record<Moment["kind"], string> = {
  call: "The call was made",
  seen: "Snapback saw it",
  response: "The response began",
  safe: "Safe again",
  undone: "Undone: open on purpose",
};

function nameOf({ kind }: Moment, detail: FindingDetail): string {
  return kind === "safe" && detail.finding.safe?.by === "already"
    ? "Somebody else had put it right"
    : names[kind];
}

/** The share of each stretch, in a picture: nobody reads it from there, so the list beside it says the same. */
function Bar({ stretches }: { stretches: readonly Stretch[] }) {
  return (
    <div className={styles.bar} aria-hidden="true">
      {stretches.map(({ from, ms }) => (
        <div key={from.kind} className={styles[from.kind]} style={{ flexGrow: ms }} />
      ))}
    </div>
  );
}

/** How long it stood open, from the call to being safe again, and what took how long. */
export function StandingPanel({ detail }: { detail: FindingDetail }) {
  const now = useNow();
  const moments = momentsOf(detail);
  const stretches = stretchesOf(moments, now);
  return (
    <Container header={<Header variant="h2">How long it stood open</Header>}>
      <Bar stretches={stretches} />
      <ol className={styles.moments}>
        {moments.map((moment, index) => (
          <li key={moment.kind} className={styles.moment}>
            <span className={`${styles.dot} ${styles[moment.kind]}`} aria-hidden="true" />
            <div>
              <div className={styles.name}>{nameOf(moment, detail)}</div>
              <div className={styles.small}>
                {formatTime(moment.at)}
                {lasting(stretches[index])}
              </div>
            </div>
          </li>
        ))}
      </ol>
    </Container>
  );
}

function lasting(stretch: Stretch | undefined): string {
  if (!stretch) return "";
  return stretch.lasts ? `, ${formatDuration(stretch.ms)} so far` : `, then ${formatDuration(stretch.ms)}`;
}
