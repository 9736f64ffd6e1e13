import * as z from "zod";
import { type Detection, defineDetection } from "../src/detections/define.ts";

const Parameters = z.object({
  ports: z.array(z.int()).default([80, 443]),
  prefix: z.object({ ipv4: z.int().default(8), ipv6: z.int().default(32) }).prefault({}),
});

/** A detection that finds nothing, for tests of what is chosen for it; `responds` where it could put right what it finds. */
export function toyDetection(id: string, { responds }: { responds: boolean }): Detection {
  return defineDetection({
    id,
    title: id,
    severity: "low",
    why: "",
    triage: [],
    falsePositives: [],
    references: [],
    events: [{ source: "ec2.amazonaws.com", names: ["Toy"] }],
    parameters: Parameters,
    evidence: z.object({}),
    question: z.object({}),
    detect: () => ({ violations: [], suspicions: [] }),
    assess: async () => [],
    ...(responds && {
      response: { calls: ["ec2:DescribeSecurityGroups"], inspect: async () => ({ state: {} }) },
    }),
    attacks: [],
  });
}
