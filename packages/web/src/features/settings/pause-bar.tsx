import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { explainFailure } from "../../api/failure.ts";
import { EventText } from "../../text/event-text.tsx";
import { Time } from "../../time/time.tsx";
import { resume, settings } from "./settings-request.ts";

/** That Snapback is paused concerns everyone, on every page. */
export function PauseBar() {
  const { data } = useQuery(settings());
  const queries = useQueryClient();
  const resuming = useMutation({ mutationFn: resume, onSuccess: () => queries.invalidateQueries() });
  if (!data?.paused) return null;
  const { reason, at, by, fallen } = data.paused;
  return (
    <Alert
      type="warning"
      header={fallen ? "Snapback has paused itself" : "Snapback is paused"}
      action={
        <Button loading={resuming.isPending} onClick={() => resuming.mutate()}>
          Resume
        </Button>
      }
    >
      Nothing is put right unless somebody approves it. <EventText text={reason} limit={300} /> (
      <EventText text={by} limit={100} />, <Time at={at} />)
      {resuming.isError && <EventText text={` ${explainFailure(resuming.error)}`} limit={500} />}
    </Alert>
  );
}
