import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { describeFailure, statusOf } from "../../api/failure.ts";

/** What is shown where a page can't be: the API refuses, or the console has a bug. */
export function Broken({ error }: { error: unknown }) {
  const words =
    statusOf(error) === undefined && error instanceof Error ? error.message : describeFailure(error);
  return (
    <Box padding="l">
      <Alert
        type="error"
        header={
          <Box variant="h1" fontSize="heading-s">
            This page can't be shown
          </Box>
        }
        action={<Button onClick={() => location.reload()}>Reload</Button>}
      >
        {words}
      </Alert>
    </Box>
  );
}
