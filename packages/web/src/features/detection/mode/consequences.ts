import type { Settings } from "../../settings/settings-request.ts";
import type { DetectionDetail } from "../detection-request.ts";

type About = Pick<DetectionDetail, "detection" | "response" | "findings">;
type Limits = Pick<Settings, "automaticChangesPerHour" | "paused">;

/** What happens by itself once a detection is in mode `auto`, in sentences. */
export function consequences(
  { detection, response, findings }: About,
  { automaticChangesPerHour, paused }: Limits,
): string[] {
  const calls = (response?.calls ?? [])
    .filter(({ changes, onlyUndo }) => changes && !onlyUndo)
    .map(({ call }) => call);
  const standing = findings.standing.count;
  const cap = automaticChangesPerHour.toLocaleString("en");
  return [
    `From now on, what a call shows of “${detection.title}” is put right within seconds, and nobody is asked. What was done can be undone.`,
    ...(calls.length > 0 ? [`For that Snapback makes calls of ${calls.join(", ")}.`] : []),
    ...(standing > 0
      ? [
          standing === 1
            ? "The one finding that stands now stays as it is until somebody decides about it."
            : `The ${standing.toLocaleString("en")} findings that stand now stay as they are until somebody decides about them.`,
        ]
      : []),
    automaticChangesPerHour === 0
      ? "The cap on automatic changes is 0, though: each plan waits for a person as long as that holds."
      : `After ${cap} automatic ${automaticChangesPerHour === 1 ? "change" : "changes"} within an hour Snapback pauses itself.`,
    ...(paused ? ["Snapback is paused now, and does nothing by itself before somebody resumes."] : []),
  ];
}
