import Alert from "@cloudscape-design/components/alert";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { explainFailure } from "../../api/failure.ts";
import { EventText } from "../../text/event-text.tsx";
import { Time } from "../../time/time.tsx";
import { RoleButton } from "../person/role-button.tsx";
import { type Paused, resume, settings } from "./settings-request.ts";

/** That Snapback is paused concerns everyone, on every page. */
export function PauseBar() {
  const { data } = useQuery(settings());
  if (!data?.paused) return null;
  // Another pause is none that this bar was asked to end.
  return <Bar key={data.paused.at} paused={data.paused} />;
}

function Bar({ paused: { reason, at, by, fallen } }: { paused: Paused }) {
  const queries = useQueryClient();
  const resuming = useMutation({
    // The same for this pause, so that it can't end one that somebody has begun meanwhile.
    mutationFn: () => resume("", `resume ${at}`),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Alert
      type="warning"
      header={fallen ? "Snapback has paused itself" : "Snapback is paused"}
      action={
        <RoleButton role="responder" loading={resuming.isPending} onClick={() => resuming.mutate()}>
          Resume
        </RoleButton>
      }
    >
      Nothing is put right unless somebody approves it. <EventText text={reason} limit={300} /> (
      <EventText text={by} limit={100} />, <Time at={at} />)
      {resuming.isError && <EventText text={` ${explainFailure(resuming.error)}`} limit={500} />}
    </Alert>
  );
}
