import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { EventLine } from "../../../../text/event-text.tsx";
import type { Finding } from "../../finding-types.ts";
import styles from "./bulk.module.css";
import type { BulkAction } from "./bulk-decision.ts";
import { PlanPreview } from "./plan-preview.tsx";

interface BulkTargetsProps {
  action: BulkAction;
  findings: readonly Finding[];
}

const LISTED = 5;
/** So few plans can be read at once. */
const OPENED = 2;

/** The findings that a decision is about; each with what it runs, where it is one to run their plans. */
export function BulkTargets({ action, findings }: BulkTargetsProps) {
  const [all, setAll] = useState(false);
  const listed = all ? findings : findings.slice(0, LISTED);
  const others = findings.length - listed.length;
  return (
    <div>
      <ul className={styles.targets}>
        {listed.map((finding) => (
          <li key={finding.id}>
            {action === "approve" ? (
              <PlanPreview finding={finding} open={findings.length <= OPENED} />
            ) : (
              <EventLine text={finding.summary} wrap />
            )}
          </li>
        ))}
      </ul>
      {others > 0 && (
        <Button variant="inline-link" onClick={() => setAll(true)}>
          Show {others.toLocaleString("en")} more
        </Button>
      )}
    </div>
  );
}
