import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { visible } from "../../text/visible.ts";
import styles from "./reference.module.css";
import type { ApiDocument } from "./reference-request.ts";
import { Inline } from "./text/inline.tsx";

/** All kinds of problems. A problem's `type` is the address of its place here. */
export function ProblemKinds({ kinds }: { kinds: ApiDocument["x-problems"] }) {
  return (
    <Container header={<Header variant="h2">Problems</Header>}>
      <SpaceBetween size="m">
        {kinds.map(({ type, title, status, means }) => (
          <div key={type} id={type.replace(/^.*#/, "")} className={styles.anchor}>
            <Box variant="h3" fontSize="body-m">
              {status} {visible(title)}
            </Box>
            <Inline text={means} />
          </div>
        ))}
      </SpaceBetween>
    </Container>
  );
}
