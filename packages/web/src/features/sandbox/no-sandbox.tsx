import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { CodeBlock } from "../../text/code-block.tsx";

/** What is shown where the account is a real one. */
export function NoSandbox() {
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Sandbox</Header>
      <Box>
        Only a laptop has a sandbox. This console watches a real AWS account, and nothing here attacks it. To
        see attacks and what becomes of them, run Snapback on your own machine:
      </Box>
      <CodeBlock label="Command that runs Snapback locally" text="npm start" />
    </SpaceBetween>
  );
}
