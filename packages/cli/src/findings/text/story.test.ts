import { describe, expect, it } from "vitest";
import { attempt, finding, proposal, story } from "../../../test/findings-story.ts";
import type { Story } from "../views.ts";
import { rendered } from "./line.ts";
import { storyText } from "./story.ts";

const now = new Date("2026-11-23T11:00:00Z");
const shown = (changes: Partial<Story>) =>
  rendered(storyText(story(changes), { now, options: "--stage trial" }), false);

describe("storyText", () => {
  it("tells what, who, when, what waits, and what can be done", () => {
    const actions: Story["actions"] = ["approve", "exempt"];
    expect(shown({ finding: finding({ occurrences: 3, reopened: 1 }), proposal, actions })).toBe(
      `TCP port 22 of sg-1 is open to every IPv4 address
fnd_0123456789abcdef01234567  critical  awaiting-approval

Detection  ec2-sg-ingress-world: A security group lets the whole internet in
Resource   sg-1 (AWS::EC2::SecurityGroup)
           arn:aws:ec2:eu-central-1:111122223333:security-group/sg-1
Where      account 111122223333, eu-central-1
Who        AssumedRole deploy from 203.0.113.7, without MFA
           arn:aws:iam::111122223333:role/deploy
How        AuthorizeSecurityGroupIngress of ec2.amazonaws.com, by aws-cli/2
When       2026-11-23 08:00:00Z, 3 h ago
           seen 3 times, put back 1 time

Plan pln_1
  detection ec2-sg-ingress-world is in mode approve
  Can be approved until 2026-11-24 08:00:03Z, in 21 h
  1. revoke rule sgr-1
     $ aws ec2 revoke-security-group-ingress --security-group-rule-ids sgr-1
  Its undo:
    1. open TCP port 22 again
       $ aws ec2 authorize-security-group-ingress --group-id sg-1
  An undo does not bring back: the rule's id

Activity
  2026-11-23 08:00:02Z  caller deploy  AuthorizeSecurityGroupIngress: TCP port 22 of sg-1 is open to every IPv4 address

What can be done now
  npm run findings -- --stage trial approve fnd_0123456789abcdef01234567
  npm run findings -- --stage trial exempt fnd_0123456789abcdef01234567 --reason "..." --hours 8
`,
    );
  });

  it("tells what people noted about it, hostile as it may be", () => {
    const by = { kind: "person" as const, name: "ada", id: "1" };
    const notes = [{ id: "nte_1", at: "2026-11-23T08:05:00Z", by, text: "the owner\u001b[2J knows" }];
    expect(shown({ notes })).toContain(
      "  2026-11-23 08:05:00Z  ada            noted: the owner\\u001b[2J knows\n",
    );
  });

  it("tells what a plan had to do without, that it is in doubt, and that nothing takes it back", () => {
    const steps = ["first", "second"].map((does) => ({ service: "ec2", operation: "X", input: {}, does }));
    const plan = { version: 1 as const, steps, undo: [], caveats: ["no baseline"], confirm: "who needs it?" };
    const commands = ["aws ec2 first", "aws ec2 second"];
    expect(shown({ proposal: { ...proposal, plan, commands, undoCommands: [] } })).toContain(
      `  1. first
     $ aws ec2 first
  2. second
     $ aws ec2 second
  It has no undo.
  Note: no baseline
  In doubt: who needs it?
`,
    );
  });

  it("tells what was done, by whose approval, and what its undo would do and not do", () => {
    const undo = { attempt: 4, possible: true, commands: ["aws ec2 x"], lost: ["the id"], byPerson: false };
    const safe = { at: "2026-11-23T08:01:00Z", by: "snapback" as const };
    const text = shown({ finding: finding({ state: "remediated", safe }), attempts: [attempt], undo });
    expect(text).toContain("Safe       2026-11-23 08:01:00Z\n");
    expect(text).toContain(
      "Attempt 4 of 2026-11-23 08:00:03Z, approved by alice\n  step 1 done\n  1. revoke rule sgr-1\n",
    );
    expect(text).toContain(
      "Undo takes back attempt 4:\n  $ aws ec2 x\n  An undo does not bring back: the id\n",
    );
    const failed = { status: "failed" as const, error: { code: "Denied", message: "no" } };
    const undone = { ...attempt, undone: "dec_1", steps: [{ status: "done" as const }, failed] };
    expect(shown({ attempts: [undone] })).toContain(
      ", approved by alice, undone since\n  step 1 done, step 2 failed: Denied: no\n",
    );
    const why = "It gives rights in IAM, which a person does with their own.";
    expect(shown({ undo: { ...undo, possible: false, byPerson: true, why } })).toContain(
      `Undo of attempt 4 is for you to run: ${why}\n  $ aws ec2 x\n`,
    );
    expect(shown({ undo: { ...undo, possible: false, why: "A finding that is undone" } })).toContain(
      "Undo of attempt 4 can't be run now: A finding that is undone\n",
    );
  });

  it.each([
    [{ failure: { code: "UnauthorizedOperation", message: "no" } }, "Failed     UnauthorizedOperation: no\n"],
    [{ hold: "a service made it" }, "Left to you  a service made it\n"],
    [
      { contested: { since: "2026-11-23T09:00:00Z", times: 3 } },
      "Contested  since 2026-11-23 09:00:00Z: put right 3 times\n",
    ],
    [
      { exemption: { id: "exm_1", until: "2026-11-25T11:00:00Z", warnAt: "2026-11-24T11:00:00Z" } },
      "Exempt     until 2026-11-25 11:00:00Z, in 2 d, by exm_1\n",
    ],
    [
      {
        dismissed: {
          by: { kind: "person" as const, name: "bob" },
          reason: "a test",
          at: "2026-11-23T10:00:00Z",
        },
      },
      "Dismissed  2026-11-23 10:00:00Z by bob: a test\n",
    ],
    [
      { safe: { at: "2026-11-23T10:00:00Z", by: "already" as const } },
      "Safe       2026-11-23 10:00:00Z, by somebody else\n",
    ],
  ])("tells why it stands as it does: %o", (changes, line) => {
    expect(shown({ finding: finding(changes) })).toContain(line);
    expect(shown({})).not.toContain(line.slice(0, 8));
  });

  it("shows what an approved plan would have been, where another asks again", () => {
    const difference = [
      { was: "aws ec2 a", now: "aws ec2 b", undo: false },
      { now: "aws ec2 c", undo: true },
    ];
    expect(shown({ proposal: { ...proposal, difference } })).toContain(
      "  Different from the plan that was approved:\n  - aws ec2 a\n  + aws ec2 b\n  + undo: aws ec2 c\n",
    );
    expect(shown({ proposal: { ...proposal, difference: [] } })).not.toContain("Different");
  });

  it("shows what a refused undo would have run over", () => {
    const refusal = {
      decision: "dec_1",
      at: "2026-11-23T10:00:00Z",
      reason: "somebody has changed it since",
      was: { rules: 1 },
      now: { rules: 2 },
      force: "d1",
    };
    expect(shown({ finding: finding({ refusal }) })).toContain(
      'Undo refused 2026-11-23 10:00:00Z: somebody has changed it since\n  What is different by now from how Snapback left it:\n    {\n  -   "rules": 1\n  +   "rules": 2\n    }\n',
    );
  });

  it("tells with each thing that was done where it led", () => {
    const [entry] = story().activity;
    const by = { kind: "snapback" as const, name: "snapback" };
    const of = (changes: object) => (entry ? [{ ...entry, by, what: "did", ...changes }] : []);
    const activity = [
      ...of({ from: "open", to: "responding" }),
      ...of({ from: "responding", to: "responding" }),
    ];
    expect(shown({ activity })).toMatch(
      /Z {2}snapback {2}did \(open -> responding\)\n.*Z {2}snapback {2}did\n/,
    );
  });

  it("lets no name pass for Snapback's, a person's, or a line of its own", () => {
    const entry = story().activity[0];
    const by = { kind: "caller" as const, name: "snapback" };
    const what = "x\u001b[2J\nremediated";
    const text = shown({
      activity: entry ? [{ ...entry, by, what }] : [],
      finding: finding({ summary: what }),
    });
    expect(text).toContain("caller snapback  x\\u001b[2J\\u000aremediated\n");
    expect(text.startsWith("x\\u001b[2J\\u000aremediated\n")).toBe(true);
  });
});
