import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";

export function Loading({ what }: { what: string }) {
  return (
    <Box variant="h1" fontSize="body-m" fontWeight="normal" padding="xxl" textAlign="center">
      <StatusIndicator type="loading">{what}</StatusIndicator>
    </Box>
  );
}
