import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useRouter } from "@tanstack/react-router";
import { usePageTitle } from "../page-title.ts";

export function NotFound({ what = "There is no such page." }: { what?: string }) {
  usePageTitle("Not found");
  const router = useRouter();
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
            router.history.push("/findings");
          }}
        >
          All findings
        </Button>
      </SpaceBetween>
    </Box>
  );
}
