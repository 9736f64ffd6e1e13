import { makeAssortment } from "./assortment.ts";
import { laptopOfFile } from "./laptop-of-file.ts";
import { lookAt, type Place } from "./looked-at.ts";

const finding = (name: string, detection: string, state: string): Place => [
  name,
  async (laptop) => `/findings/${(await laptop.finding(detection, "", state)).id}`,
];

lookAt("full", laptopOfFile(makeAssortment), [
  ["overview", "/"],
  ["findings", "/findings"],
  finding("finding put right", "ec2-sg-ingress-world", "remediated"),
  finding("finding undone", "ec2-sg-ingress-world", "undone"),
  finding("finding that waits", "kms-key-deletion", "awaiting-approval"),
  finding("finding failed", "s3-versioning-suspended", "failed"),
  finding("finding exempt", "s3-account-pab-off", "exempt"),
  ["detections", "/detections"],
  ["detection", "/detections/ec2-sg-ingress-world"],
  ["coverage", "/coverage"],
  ["exemptions", "/exemptions"],
  ["activity", "/activity"],
  ["settings", "/settings"],
  ["sandbox", "/sandbox"],
  ["reference", "/docs"],
  ["operation in the reference", "/docs#undoFinding"],
]);
