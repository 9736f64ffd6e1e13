import { expect, it } from "vitest";
import { testConfig } from "../../test/config.ts";
import { ec2Record, parsed } from "../../test/records.ts";
import { toyDetection } from "../../test/toy-detection.ts";
import type { JsonObject } from "../json.ts";
import { untouched } from "../settings/runtime.ts";
import { settingsOf } from "../settings/settings.ts";
import { type Detection, listeners, type Verdict } from "./define.ts";
import { judge } from "./judge.ts";

const NOTHING = { violations: [], suspicions: [] };
const record = parsed(ec2Record("Toy"));

function saying(id: string, verdict: Verdict<JsonObject, JsonObject>): Detection {
  return { ...toyDetection(id, { responds: false }), detect: () => verdict };
}

function judged(detections: readonly Detection[], runtime = untouched) {
  return judge(record, listeners(detections), settingsOf({ ...testConfig, modes: {} }, detections, runtime));
}

it("keeps what found a violation, a question or a good state, and leaves out what found nothing", () => {
  const resource = { arn: "arn:aws:s3:::b", type: "AWS::S3::Bucket", id: "b" };
  const violation = { resource, fingerprint: "f", summary: "s", severity: "low" as const, evidence: {} };
  const detections = [
    saying("violation", { ...NOTHING, violations: [violation] }),
    saying("question", { ...NOTHING, suspicions: [{ ask: {}, reason: "r" }] }),
    saying("good-state", {
      ...NOTHING,
      baselines: [{ resource: resource.arn, aspect: "policy", value: {} }],
    }),
    saying("nothing", NOTHING),
    saying("nothing-at-all", { ...NOTHING, baselines: [] }),
  ];
  expect(judged(detections).judgements.map(({ detection }) => detection.id)).toEqual([
    "violation",
    "question",
    "good-state",
  ]);
});

it("says by which version of the parameters it judged, and what they were", () => {
  const seen: unknown[] = [];
  const detection: Detection = {
    ...toyDetection("a", { responds: false }),
    detect: (_record, _place, parameters) => {
      seen.push(parameters);
      return { ...NOTHING, suspicions: [{ ask: {}, reason: "r" }] };
    },
  };
  const prefix = { ipv4: 8, ipv6: 32 };
  expect(judged([detection]).judgements[0]?.judged).toEqual({
    version: 0,
    parameters: { ports: [80, 443], prefix },
  });
  const changed = { ...untouched, version: 9, parameters: { a: { version: 3, values: { ports: [22] } } } };
  expect(judged([detection], changed).judgements[0]?.judged).toEqual({
    version: 3,
    parameters: { ports: [22], prefix },
  });
  expect(seen).toEqual([
    { ports: [80, 443], prefix },
    { ports: [22], prefix },
  ]);
});

it("hears the others where one can't read the record, and says so", () => {
  const question = { ...NOTHING, suspicions: [{ ask: {}, reason: "r" }] };
  const failing: Detection = {
    ...toyDetection("failing", { responds: false }),
    detect: () => {
      throw new TypeError("what is that?");
    },
  };
  const { judgements, errors } = judged([saying("one", question), failing, saying("another", question)]);
  expect(judgements.map(({ detection }) => detection.id)).toEqual(["one", "another"]);
  expect(errors).toMatchObject([{ name: "DetectionError", cause: { message: "what is that?" } }]);
});
