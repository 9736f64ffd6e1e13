import { laptopOfFile } from "./laptop-of-file.ts";
import { lookAt } from "./looked-at.ts";

lookAt("empty", laptopOfFile(), [
  ["overview", "/"],
  ["findings", "/findings"],
  ["no finding matches", "/findings?where=state%3Dfailed"],
  ["detections", "/detections"],
  ["detection", "/detections/ec2-sg-ingress-world"],
  ["coverage", "/coverage"],
  ["exemptions", "/exemptions"],
  ["activity", "/activity"],
  ["settings", "/settings"],
  ["sandbox", "/sandbox"],
  ["docs", "/docs"],
  ["no such page", "/nowhere"],
]);
