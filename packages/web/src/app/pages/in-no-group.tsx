import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { roles } from "@snapback/core/person/person";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSession } from "../../features/session/session-context.ts";
import { usePageTitle } from "../page-title.ts";

/** The API knows the person, and lets them see nothing. */
export function InNoGroup() {
  usePageTitle("No access");
  const session = useSession();
  const queries = useQueryClient();
  // The groups are in the token: only a new one knows of a change.
  const retry = useMutation({
    mutationFn: async () => {
      await session?.renew();
      await queries.invalidateQueries();
    },
  });
  return (
    <Box padding="l">
      <Alert
        type="warning"
        header={
          <Box variant="h1" fontSize="heading-s">
            You are signed in, but in none of Snapback's groups
          </Box>
        }
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button loading={retry.isPending} onClick={() => retry.mutate()}>
              Try again
            </Button>
            <Button onClick={() => void session?.signOut()}>Sign out</Button>
          </SpaceBetween>
        }
      >
        Ask an admin to add you to one of the groups {roles.join(", ")}.
      </Alert>
    </Box>
  );
}
