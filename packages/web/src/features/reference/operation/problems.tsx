import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { JsonBlock } from "../../../text/json-block.tsx";
import { type Answered, mediaOf } from "../operations.ts";
import { Inline } from "../text/inline.tsx";

/** What an operation can be refused with, each status with its examples. */
export function Problems({ id, problems }: { id: string; problems: readonly Answered[] }) {
  const [open, setOpen] = useState(false);
  return (
    <ExpandableSection
      headerText={`Problems: ${problems.map(({ status }) => status).join(", ")}`}
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open && (
        <SpaceBetween size="m">
          {problems.map(({ status, answer }) => (
            <SpaceBetween key={status} size="xs">
              <div>
                <strong>{status}</strong> <Inline text={answer.description ?? ""} />
              </div>
              {Object.entries(mediaOf(answer.content)?.examples ?? {}).map(([name, { summary, value }]) => (
                <SpaceBetween key={name} size="xxs">
                  <Inline text={summary} />
                  <JsonBlock label={`${id}: example of ${status} ${name}`} value={value} />
                </SpaceBetween>
              ))}
            </SpaceBetween>
          ))}
        </SpaceBetween>
      )}
    </ExpandableSection>
  );
}
