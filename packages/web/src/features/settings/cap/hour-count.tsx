import Box from "@cloudscape-design/components/box";
import ProgressBar from "@cloudscape-design/components/progress-bar";

/** How much of the hour's cap is used up. */
export function HourCount({ made, cap }: { made: number; cap: number }) {
  if (cap === 0) return <Box>Nothing is changed without a person.</Box>;
  return (
    <ProgressBar
      label="Made in this clock hour"
      description="Counted anew each hour, and when somebody resumes."
      additionalInfo={`${made.toLocaleString("en")} of ${cap.toLocaleString("en")}`}
      value={Math.min(100, (made / cap) * 100)}
    />
  );
}
