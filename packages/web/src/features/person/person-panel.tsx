import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { may, type Role, roles } from "@snapback/core/person/person";
import { useQuery } from "@tanstack/react-query";
import { EventText } from "../../text/event-text.tsx";
import { useSession } from "../session/session-context.ts";
import { me } from "./me-request.ts";

/** What each role may that those before it may not. */
const allowed: Record<Role, { who: string; may: string }> = {
  viewer: { who: "A viewer", may: "Sees everything, and changes nothing." },
  responder: {
    who: "A responder",
    may: "Approves, rejects, undoes, exempts, dismisses and notes, too; pauses and resumes.",
  },
  admin: { who: "An admin", may: "Changes modes, parameters and the cap, too; tests channels." },
};

/** Who is signed in, and what they may do. */
export function PersonPanel() {
  const { data, error } = useQuery(me());
  const session = useSession();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            session === undefined &&
            "On a laptop nobody signs in. Choose another role in the top bar, to see what it sees."
          }
          actions={session && <Button onClick={() => void session.signOut()}>Sign out</Button>}
        >
          Who you are
        </Header>
      }
    >
      {data ? (
        <SpaceBetween size="l">
          <KeyValuePairs
            columns={3}
            minColumnWidth={180}
            items={[
              { label: "Name", value: <EventText text={data.name} limit={200} /> },
              { label: "Role", value: data.role },
              { label: "Id, as the record has it", value: <EventText text={data.id} limit={200} /> },
            ]}
          />
          <KeyValuePairs
            columns={3}
            minColumnWidth={180}
            items={roles.map((role) => ({
              label: <Allowed who={allowed[role].who} own={may(data, role)} />,
              value: allowed[role].may,
            }))}
          />
        </SpaceBetween>
      ) : (
        <StatusIndicator type={error ? "error" : "loading"}>
          {error ? "Could not be read" : "Loading who you are"}
        </StatusIndicator>
      )}
    </Container>
  );
}

function Allowed({ who, own }: { who: string; own: boolean }) {
  return (
    <StatusIndicator
      type={own ? "success" : "stopped"}
      iconAriaLabel={own ? "You may what is below" : "You may not"}
    >
      {who}
    </StatusIndicator>
  );
}
