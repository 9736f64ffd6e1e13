import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useNavigate } from "@tanstack/react-router";
import { usePageTitle } from "../page-title.ts";

export function NotFound({ what = "There is no such page." }: { what?: string }) {
  usePageTitle("Not found");
  const navigate = useNavigate();
  return (
    <Box padding="xxl" textAlign="center">
      <SpaceBetween size="m">
        <Box variant="h1">Not found</Box>
        <Box variant="p">
          {what} Its address may be incomplete, or it belongs to another account's console.
        </Box>
        <Button
          href="/findings"
          onFollow={(event) => {
            event.preventDefault();
            void navigate({ to: "/findings" });
          }}
        >
          All findings
        </Button>
      </SpaceBetween>
    </Box>
  );
}
