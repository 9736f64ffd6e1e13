import { describe, expect, it } from "vitest";
import { consoleLog } from "./console-log.ts";

function told(write: (log: ReturnType<typeof consoleLog>) => void, colours = false): string {
  let output = "";
  write(consoleLog((line) => (output += line), colours));
  return output.replace(/^\d\d:\d\d:\d\d {2}/gm, "");
}

const opened = {
  severity: "critical",
  summary: "TCP port 22 of sg-1 is open to every IPv4 address",
  actor: "deploy",
  sourceIp: "198.51.100.7",
  region: "us-east-1",
  hold: undefined,
  findingId: "fnd_1",
};

describe("consoleLog", () => {
  it("has one line for a violation, and one for its remediation", () => {
    expect(told((log) => log.info("finding.opened", opened))).toBe(
      "VIOLATION   TCP port 22 of sg-1 is open to every IPv4 address [critical], by deploy from 198.51.100.7 in us-east-1  fnd_1\n",
    );
    expect(told((log) => log.info("finding.remediated", { ...opened, by: "snapback", tookMs: 38 }))).toBe(
      "REMEDIATED  TCP port 22 of sg-1 is open to every IPv4 address: no more; safe 38 ms after it was seen  fnd_1\n",
    );
  });

  it("says why a finding is left to a person, and in AWS's words why one failed", () => {
    expect(told((log) => log.info("finding.opened", { ...opened, hold: "made by a service" }))).toContain(
      "(left to a person: made by a service)",
    );
    const error = { code: "UnauthorizedOperation", message: "You are not authorized." };
    expect(told((log) => log.error("finding.failed", { ...opened, error }))).toContain(
      "UnauthorizedOperation: You are not authorized.",
    );
  });

  it("keeps quiet about the rest, but not about trouble", () => {
    expect(told((log) => log.info("suspect.raised", { suspectId: "sus_1" }))).toBe("");
    expect(told((log) => log.debug("anything"))).toBe("");
    expect(told((log) => log.error("pipeline.dead-letter", { queue: "events", messageId: undefined }))).toBe(
      "error       pipeline.dead-letter queue=events\n",
    );
    expect(told((log) => log.error("x", { error: new TypeError("no") }))).toContain("error=TypeError: no");
  });

  it("lets no name or description reach the terminal's controls", () => {
    const line = told(
      (log) =>
        log.info("finding.opened", {
          ...opened,
          actor: "\u001b[2J\u001b[31mroot\r\nREMEDIATED  all is well",
        }),
      true,
    );
    expect(line).toContain("\\u001b[2J\\u001b[31mroot\\u000d\\u000aREMEDIATED");
    expect(line.split("\n")).toHaveLength(2);
  });
});
