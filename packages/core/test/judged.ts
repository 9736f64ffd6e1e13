import { type Detection, listeners } from "../src/detections/define.ts";
import { judge } from "../src/detections/judge.ts";
import { parsed, record } from "./records.ts";

/** What a detection says of a record, as `detect` has it: one that it doesn't listen to shows nothing. */
export function judgedBy(detection: Detection, eventSource: string, parameters = {}) {
  const listening = listeners([detection]);
  const settings = { parameters: () => ({ version: 0, values: parameters }) };
  return (eventName: string, fields: Record<string, unknown> = {}) => {
    const { judgements, errors } = judge(parsed(record(eventSource, eventName, fields)), listening, settings);
    for (const error of errors) throw error;
    const verdicts = judgements.map(({ verdict }) => verdict);
    return {
      violations: verdicts.flatMap(({ violations }) => violations),
      suspicions: verdicts.flatMap(({ suspicions }) => suspicions),
      baselines: verdicts.flatMap(({ baselines = [] }) => baselines),
    };
  };
}

/** What it says of a record that shows nothing. */
export const shownNothing = { violations: [], suspicions: [], baselines: [] };
