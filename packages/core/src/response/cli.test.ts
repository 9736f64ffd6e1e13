import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cliCommand } from "./cli.ts";

const command = (
  input: Parameters<typeof cliCommand>[0]["input"],
  operation = "RevokeSecurityGroupIngress",
) => cliCommand({ service: "ec2", operation, input }, "eu-central-1");

describe("cliCommand", () => {
  it("is the AWS CLI's spelling of the call", () => {
    expect(command({ GroupId: "sg-1", SecurityGroupRuleIds: ["sgr-1", "sgr-2"] })).toBe(
      "aws ec2 revoke-security-group-ingress --region eu-central-1 --group-id sg-1 --security-group-rule-ids sgr-1 sgr-2",
    );
  });

  it("writes structures as JSON, and booleans as flags", () => {
    expect(
      command({
        IpPermissions: [{ IpProtocol: "tcp", FromPort: 22 }],
        DryRun: true,
        Force: false,
        CidrIpv6: "::/0",
      }),
    ).toBe(
      `aws ec2 revoke-security-group-ingress --region eu-central-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":22}]' --dry-run --no-force --cidr-ipv6 ::/0`,
    );
  });

  it("says where a value comes from an earlier step", () => {
    expect(command({ GroupId: { $from: { step: 0, path: ["GroupId"] } } })).toContain(
      `'<from step 1: "GroupId">'`,
    );
    expect(command({ GroupId: { $from: { undo: 1, path: ["GroupId"] } } })).toContain(
      `'<from undo step 2: "GroupId">'`,
    );
  });

  it("hands every value to the shell as it is, whatever is in it", () => {
    // The shell's own words are the judge: printf shows what it made of the argument.
    const hostile = fc.oneof(
      fc.constantFrom(
        "'; rm -rf ~ #",
        "$(id)",
        "`id`",
        "a\nb",
        "\u001b[2J",
        "--x",
        "it's",
        "\\",
        "a b",
        "*",
        '"',
        "%s",
      ),
      fc.string({ minLength: 1, maxLength: 20, unit: "grapheme-ascii" }),
    );
    fc.assert(
      fc.property(hostile, (value) => {
        const quoted = command({ Description: value }).split("--description ")[1] ?? "";
        const shown = execFileSync("bash", ["--norc", "-c", `printf '%s' ${quoted}`], {
          encoding: "utf8",
          env: { LC_ALL: "C.UTF-8" },
        });
        expect(shown).toBe(value);
      }),
      { numRuns: 60 },
    );
  });

  it("shows no control character", () => {
    expect(command({ Description: "\u001b[31mred\u202e\n" })).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});
