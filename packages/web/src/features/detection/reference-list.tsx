import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { DetectionSummary } from "./detection-request.ts";
import { ReferenceLink } from "./reference-link.tsx";

export function ReferenceList({ references }: Pick<DetectionSummary, "references">) {
  if (references.length === 0) return null;
  return (
    <div>
      <Box variant="h3">References</Box>
      {references.map(({ framework, version, ids }) => (
        <SpaceBetween key={`${framework} ${version}`} direction="horizontal" size="xs">
          <Box color="text-body-secondary">
            {framework} {version}
          </Box>
          {ids.map((id) => (
            <ReferenceLink key={id} framework={framework} version={version} id={id} />
          ))}
        </SpaceBetween>
      ))}
    </div>
  );
}
