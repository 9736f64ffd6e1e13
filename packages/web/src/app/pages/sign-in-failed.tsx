import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { useSession } from "../../features/session/session-context.ts";
import { usePageTitle } from "../page-title.ts";

export function SignInFailed({ reason }: { reason: string }) {
  usePageTitle("Not signed in");
  const session = useSession();
  return (
    <Box padding="l">
      <Alert
        type="error"
        header={
          <Box variant="h1" fontSize="heading-s">
            You are not signed in
          </Box>
        }
        action={<Button onClick={() => void session?.begin()}>Try again</Button>}
      >
        <bdi dir="ltr">{reason}</bdi>
      </Alert>
    </Box>
  );
}
