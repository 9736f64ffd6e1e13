import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { DescribeSecurityGroupsCommand, DescribeVpcsCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { arn } from "@snapback/core/aws/arn";
import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import { fingerprint } from "@snapback/core/detections/ec2/security-group-rule";
import { findingId } from "@snapback/core/finding/id";
import { openFindings } from "@snapback/core/finding/store";
import { asked, awsCommand, type Examined, type Line } from "./line.ts";
import { toldOutcome } from "./live-outcome.ts";
import { closedPort, isOpen, type OwnRule, openToWorld, takeBack, WORLD } from "./live-rule.ts";
import { watch } from "./live-watch.ts";

const what = "live";

export interface LiveOptions {
  timeoutMs: number;
  /** Ends the wait; the rule is taken back then, too. */
  signal: AbortSignal;
  /** What is going on, for a person who waits. */
  tell: (text: string) => void;
}

/**
 * Opens a port of the test group to the world and waits until Snapback has closed it. Whatever happens, the rule is gone
 * in the end, or the line says how to revoke it.
 */
export async function fireLive(examined: Examined, options: LiveOptions): Promise<Line[]> {
  const { deployment, clients } = examined;
  const groupId = deployment.testSecurityGroup;
  if (groupId === undefined)
    return refused(
      "this stage has no security group that is there to be attacked",
      'Set testVpc: "always" in snapback.config.ts, and deploy.',
    );
  return asked(what, groupId, async () => {
    const ec2 = await clients(deployment.home).ec2();
    const reason = await notForTests(ec2, groupId);
    if (reason !== undefined)
      return refused(reason, "Deploy again, so that the stage has a test group of its own.");
    const port = await closedPort(ec2, groupId, (some) => wasClosedLately(some, groupId, examined));
    if (port === undefined)
      return refused(
        `TCP ports 22 to 79 of ${groupId} are open to ${WORLD} already, and Snapback has not closed them`,
        "See the console for what became of their findings.",
      );
    return fire({ groupId, port, description: `snapback doctor ${randomUUID()}` }, ec2, examined, options);
  });
}

function refused(detail: string, next: string): Line[] {
  return [{ status: "fail", what, detail, next }];
}

/** The doctor opens nothing but what is made for that. */
async function notForTests(ec2: EC2Client, groupId: string): Promise<string | undefined> {
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [groupId] }));
  const VpcId = SecurityGroups[0]?.VpcId;
  if (VpcId === undefined) return `${groupId} is in no VPC`;
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
  const tags = Vpcs[0]?.Tags ?? [];
  return tags.some(({ Key, Value }) => Key === "Name" && Value === "snapback-test")
    ? undefined
    : `${groupId} is in ${VpcId}, which is not named snapback-test: the doctor leaves it alone`;
}

async function fire(
  rule: OwnRule,
  ec2: EC2Client,
  examined: Examined,
  options: LiveOptions,
): Promise<Line[]> {
  const { deployment, clients, endpoint } = examined;
  const { dynamodb } = clients(deployment.home);
  const pollMs = endpoint === undefined ? 300 : 10;
  const findings = openFindings(dynamodb, deployment.findingsTable);
  const id = findingOf(rule, examined);
  const before = (await findings.get(id))?.occurrences ?? 0;
  if (options.signal.aborted)
    return refused("the doctor was interrupted before anything was opened", "Run it again.");
  const lines = await asked(what, "opening the test group", async () => {
    // Never cut short: whether it took has to be known.
    await openToWorld(ec2, rule);
    options.tell(
      `TCP port ${rule.port} of ${rule.groupId} is open to ${WORLD}. Waiting for Snapback to close it.`,
    );
    const outcome = await watch({
      isOpen: () => isOpen(ec2, rule),
      finding: async () => {
        const found = await findings.get(id);
        return found && found.occurrences > before ? found : undefined;
      },
      timeoutMs: options.timeoutMs,
      pollMs,
      signal: options.signal,
      clock: () => performance.now(),
      sleep: (milliseconds) => waited(milliseconds, options.signal),
    });
    return [toldOutcome(outcome, rule, options.timeoutMs)];
  });
  if (lines.every(({ status }) => status === "ok")) return lines;
  const [taken] = await asked(what, "taking it back", async () => [await leaveClosed(rule, ec2, pollMs)]);
  return taken?.status === "fail"
    ? [...lines, { ...taken, next: byHand(rule, examined) }]
    : withEnd(lines, taken);
}

/** The longest time within which a violation that is put right again and again can become contested. */
const DAY_MS = 86_400_000;

/** The doctor contests nothing: where it is run again and again, it takes one port after the other. */
async function wasClosedLately(port: number, groupId: string, examined: Examined): Promise<boolean> {
  const { deployment, clients, now } = examined;
  const findings = openFindings(clients(deployment.home).dynamodb, deployment.findingsTable);
  const found = await findings.get(findingOf({ groupId, port }, examined));
  const since = new Date(now().getTime() - DAY_MS).toISOString();
  return found?.state === "contested" || (found?.remediations.some((at) => at > since) ?? false);
}

function findingOf(
  { groupId, port }: Pick<OwnRule, "groupId" | "port">,
  { deployment: { account, home } }: Examined,
): string {
  return findingId({
    account,
    region: home,
    detection: ingressWorld.id,
    resource: arn("ec2", home, account, `security-group/${groupId}`),
    fingerprint: fingerprint({ protocol: "tcp", from: port, to: port, range: WORLD }),
  });
}

async function leaveClosed(rule: OwnRule, ec2: EC2Client, pollMs: number): Promise<Line> {
  const revoked = await takeBack(ec2, rule, pollMs, (milliseconds) => setTimeout(milliseconds));
  return { status: "ok", what, detail: revoked ? "the doctor took its rule back" : "the rule is gone now" };
}

function withEnd(lines: readonly Line[], taken: Line | undefined): Line[] {
  return lines.map((line) => ({ ...line, detail: `${line.detail}; ${taken?.detail}` }));
}

/** The last resort: the doctor could not make sure that nothing is open. */
function byHand({ groupId, port, description }: OwnRule, examined: Examined): string {
  const options = `--group-id ${groupId} --protocol tcp --port ${port} --cidr ${WORLD}`;
  const revoke = awsCommand("ec2 revoke-security-group-ingress", examined.deployment.home, options, examined);
  return `See whether the rule described as "${description}" is gone, and if not:\n${revoke}`;
}

/** Ends early, and without an error, when the signal does. */
async function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
