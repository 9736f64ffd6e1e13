import { describe, expect, it } from "vitest";
import { proposalWith } from "../../test/findings.ts";
import {
  actingFinding,
  after,
  callWith,
  exemptionWith,
  findingIn,
  openFinding,
  START,
  seenWith,
  timeAfter,
} from "../../test/lives.ts";
import { ACCOUNT } from "../../test/records.ts";
import { warn } from "./decide.ts";
import { claim, claimable } from "./lifecycle.ts";
import { type Observation, observe } from "./observe.ts";
import { type Finding, State } from "./schema.ts";
import { hold } from "./waiting.ts";

const now = after(60_000);
const graceOver = timeAfter(120_000);
const warned = timeAfter(24 * 3_600_000);
const again = (finding: Finding, different: Parameters<typeof seenWith>[1] = {}, eventId = "e-2") =>
  observe(finding, seenWith(eventId, different), now);
const noticeOf = ({ pending: [entry] }: Finding) => entry?.notice;

describe("a violation that was not seen before", () => {
  it("is an open finding, which is due until somebody responds", () => {
    expect(openFinding()).toMatchObject({
      account: ACCOUNT,
      region: "us-east-1",
      detection: "ec2-sg-ingress-world",
      state: "open",
      occurrences: 1,
      reopened: 0,
      version: 1,
      look: true,
      dueAt: timeAfter(60_000),
      opened: { eventId: "e-1" },
      latest: { eventId: "e-1" },
      judged: { version: 0, parameters: {} },
    });
  });

  it("is left to a person where nobody can look at it", () => {
    const finding = openFinding({ reachable: false, violation: { hold: "another account's" } });
    expect(finding).toMatchObject({ state: "open", hold: "another account's", look: false });
    expect(finding.dueAt).toBeUndefined();
  });

  it("is looked at though nothing may be done, so that there is a plan to show", () => {
    const finding = openFinding({ violation: { hold: "made by a service" } });
    expect(finding).toMatchObject({ hold: "made by a service", look: true, dueAt: timeAfter(60_000) });
  });

  it("is exempt from the start where an exemption covers it", () => {
    const finding = openFinding({ exemption: exemptionWith() });
    expect(finding).toMatchObject({
      state: "exempt",
      look: false,
      exemption: { id: "exm_1", until: timeAfter(48 * 3_600_000), warnAt: warned },
      dueAt: warned,
      version: 1,
    });
    expect(finding.pending).toMatchObject([
      { to: "exempt", what: expect.stringContaining("; exempt by exm_1: a scanner of ours") },
    ]);
    expect(finding.pending[0]).not.toHaveProperty("from");
  });

  it("belongs to the account of the resource, where that is another than the call's", () => {
    const finding = openFinding({ violation: { account: "444455556666" } });
    expect(finding.account).toBe("444455556666");
    expect(finding.id).not.toBe(openFinding().id);
  });

  it("is another one with another fingerprint, and the same whatever is told of it", () => {
    expect(openFinding({ violation: { fingerprint: "tcp/23-23/::/0" } }).id).not.toBe(openFinding().id);
    expect(openFinding({ violation: { summary: "other words", severity: "low" } }).id).toBe(openFinding().id);
  });
});

/** What becomes of a finding that is seen again: without an exemption, and with one. */
const becomes: [State, State, State][] = [
  ["open", "open", "exempt"],
  ["awaiting-approval", "awaiting-approval", "exempt"],
  ["responding", "responding", "responding"],
  ["remediated", "open", "exempt"],
  ["failed", "open", "exempt"],
  ["contested", "contested", "exempt"],
  ["undoing", "undoing", "undoing"],
  ["undone", "open", "undone"],
  ["exempt", "open", "exempt"],
  ["dismissed", "open", "exempt"],
];
const holds = [undefined, "made by a service"];
const everyCase = becomes.flatMap(([state, alone, covered]) =>
  [undefined, exemptionWith({ id: "exm_2" })].flatMap((exemption) =>
    holds.flatMap((held) =>
      [true, false].map((reachable) => ({
        state,
        to: exemption ? covered : alone,
        held,
        reachable,
        exemption,
        covered: exemption ? "covered" : "not covered",
      })),
    ),
  ),
);
/** Here a new episode begins when it shows again: it had come to rest. */
const atRest = new Set<State>(["remediated", "failed", "dismissed"]);
type Case = (typeof everyCase)[number];

/** What goes on, and what was before. */
const PRESENT = ["look", "hold", "dueAt", "lease", "recheck", "exemption", "contested", "proposal"] as const;
const FORMER = ["approval", "safe", "failure", "dismissed", "refusal", "settlingUntil"] as const;
const parts = (finding: Finding, names: readonly (keyof Finding)[]) =>
  Object.fromEntries(names.map((name) => [name, finding[name]]));

/** What these parts of it are then: exempt, open again, or just added to. */
function partsThen(known: Finding, { to, state, held, reachable, exemption }: Case) {
  const nothing = { lease: undefined, recheck: false, proposal: undefined };
  const forgotten = parts({ ...openFinding() }, FORMER);
  if (to === "exempt") {
    const cover = { id: exemption?.id, until: exemption?.until, warnAt: warned };
    const { hold: kept, contested } = known;
    return { ...forgotten, ...nothing, hold: kept, contested, look: false, dueAt: warned, exemption: cover };
  }
  if (to === "open" && state !== "open") {
    const dueAt = reachable ? graceOver : undefined;
    const rest = { exemption: undefined, contested: undefined };
    return { ...forgotten, ...nothing, ...rest, hold: held, look: reachable, dueAt };
  }
  return { ...parts(known, [...PRESENT, ...FORMER]), recheck: state === "responding" };
}

describe("a finding that is seen again", () => {
  it("is known in every state", () => {
    expect(becomes.map(([state]) => state)).toEqual(State.options);
  });

  it.each(everyCase)("while $state becomes $to, $covered, held: $held, reachable: $reachable", (one) => {
    const { state, to, held, reachable, exemption } = one;
    const known = findingIn(state);
    const finding = again(known, { violation: { hold: held }, reachable, exemption });
    expect(finding).toMatchObject({
      state: to,
      version: known.version + 1,
      occurrences: 2,
      latest: { eventId: "e-2" },
    });
    const reopens = to === "open" && state !== "open";
    const begins = reopens || (to === "exempt" && atRest.has(state));
    expect(finding.reopened).toBe(known.reopened + (begins ? 1 : 0));
    expect(finding.opened.eventId).toBe(begins ? "e-2" : "e-1");
    expect(parts(finding, [...PRESENT, ...FORMER])).toEqual(partsThen(known, one));
  });

  it("shows what the latest call showed, and what judged it", () => {
    const judged = { version: 3, parameters: { ports: [443] } };
    const exposure = { protocol: "tcp", cidr: "0.0.0.0/0", ports: { from: 22, to: 22 } };
    const different = { summary: "now", severity: "low" as const, evidence: { port: 23 }, exposure };
    for (const state of State.options) {
      expect(again(findingIn(state), { violation: different, judged })).toMatchObject({
        ...different,
        judged,
      });
    }
  });

  it("keeps its attempts, its undo and what it has been decided, in every state", () => {
    for (const state of State.options) {
      const known = findingIn(state);
      const { attempts, undo, decided } = again(known);
      expect({ attempts, undo, decided }).toEqual({
        attempts: known.attempts,
        undo: known.undo,
        decided: known.decided,
      });
    }
  });

  it("knows nothing of how the episode before it went", () => {
    const refusal = { decision: "dec_1", at: timeAfter(0), reason: "changed" };
    const former = { refusal, settlingUntil: timeAfter(99_000), retries: 3 };
    const reopened = again({ ...findingIn("dismissed"), ...former });
    expect(reopened).toMatchObject({ state: "open", retries: 0 });
    for (const gone of ["refusal", "settlingUntil"] as const) expect(reopened[gone]).toBeUndefined();
  });

  it("does not have its exemption's end told twice, when it shows again under the same one", () => {
    const told = warn(findingIn("exempt"), after(24 * 3_600_000));
    const seen = again(told, { exemption: exemptionWith() });
    expect(seen).toMatchObject({ exemption: { warned: true }, dueAt: timeAfter(48 * 3_600_000) });
    const other = again(told, { exemption: exemptionWith({ id: "exm_2" }) });
    expect(other.exemption).not.toHaveProperty("warned");
    expect(other.dueAt).toBe(warned);
  });
});

describe("an event", () => {
  it.each(State.options)("that comes again changes nothing while the finding is %s", (state) => {
    const known = again(findingIn(state));
    expect(again(known)).toBe(known);
    expect(again(known, {}, "e-1")).toBe(known);
    expect(again(known, { exemption: exemptionWith(), violation: { hold: "x" } })).toBe(known);
  });

  it("is remembered within bounds, however often the violation is seen", () => {
    let finding = openFinding();
    for (let event = 0; event < 300; event++) finding = again(finding, {}, `x-${event}`);
    expect(finding.occurrences).toBe(301);
    expect(finding.recentEvents).toHaveLength(100);
    expect(again(finding, {}, "x-200")).toBe(finding);
    expect(again(finding, {}, "x-199").occurrences).toBe(302);
  });
});

describe("those whose calls showed it", () => {
  const by = (principal: string | undefined) => ({
    occurrence: callWith(`by-${principal}`, {
      actor: { type: "IAMUser", name: "x", ...(principal !== undefined && { principal }) },
    }),
  });
  const seenBy = (finding: Finding, principal?: string) => observe(finding, seenWith("", by(principal)), now);

  it("are all known, whoever of them was first or last, also that there was one who has no name", () => {
    let finding = openFinding(by("arn:a"));
    for (const principal of ["arn:b", "arn:a", undefined, "arn:c"]) finding = seenBy(finding, principal);
    expect(finding.principals).toEqual(["arn:a", "arn:b", "", "arn:c"]);
  });

  it.each(State.options)("are those of its present episode: after it was %s", (state) => {
    const known = findingIn(state);
    const seen = seenBy(known, "arn:b");
    const anew = seen.reopened > known.reopened;
    expect(seen.principals).toEqual(anew ? ["arn:b"] : [...known.principals, "arn:b"]);
    const exempt = observe(known, { ...seenWith("", by("arn:b")), exemption: exemptionWith() }, now);
    const begins = exempt.reopened > known.reopened;
    expect(exempt.principals).toEqual(begins ? ["arn:b"] : [...known.principals, "arn:b"]);
  });

  it("of too many to be told apart, some have no name: nothing exempts them all", () => {
    let finding = openFinding(by("arn:0"));
    for (let n = 1; n < 50; n++) finding = seenBy(finding, `arn:${n}`);
    expect(finding.principals).toContain("");
    expect(finding.principals.length).toBeLessThanOrEqual(21);
  });
});

describe("a hold", () => {
  const held = () => openFinding({ violation: { hold: "made by a service" } });
  /** After a look, which found what would have been done. */
  const left = () => hold({ ...actingFinding(), hold: undefined }, "mode monitor", proposalWith(), after(9));

  it.each([
    ["of one that was not looked at yet", held],
    ["of one with a plan that would have run", left],
  ])("%s is lifted by a call that may be acted on, which is looked at", (_, finding) => {
    const lifted = again(finding());
    expect(lifted).toMatchObject({ state: "open", look: true, dueAt: graceOver });
    expect(lifted.hold).toBeUndefined();
  });

  it("is not lifted by another call that may not be acted on, nor where nobody can look", () => {
    expect(again(left(), { violation: { hold: "x" } })).toMatchObject({ hold: "mode monitor", look: false });
    expect(again(left(), { reachable: false })).toMatchObject({ hold: "mode monitor", look: false });
  });

  it("is lifted while somebody looks at it, who leaves it to nobody before they have looked again", () => {
    const looking = claim(held(), "a", 5000, START);
    const seen = again(looking);
    expect(seen).toMatchObject({ recheck: true, dueAt: timeAfter(5000), lease: looking.lease });
    expect(seen.hold).toBeUndefined();
    const over = hold(seen, "made by a service", proposalWith(), after(70_000));
    expect(over).toMatchObject({ state: "open", look: true, dueAt: timeAfter(70_000), recheck: false });
    expect(over.hold).toBeUndefined();
    expect(claimable(over, after(70_000))).toBe(true);
  });

  it("stays where what was seen meanwhile may not be acted on, either, and the next look leaves it", () => {
    const seen = again(claim(held(), "a", 5000, START), { violation: { hold: "x" } });
    const over = hold(seen, "made by a service", proposalWith(), after(70_000));
    expect(over).toMatchObject({ hold: "made by a service", look: true });
    const looked = claim(over, "b", 5000, after(70_000));
    expect(hold(looked, "made by a service", proposalWith(), after(70_001))).toMatchObject({ look: false });
  });

  it("is not put on what may be acted on already", () => {
    expect(again(openFinding(), { violation: { hold: "x" } }).hold).toBeUndefined();
    expect(again(again(held()), { violation: { hold: "x" } }, "e-3").hold).toBeUndefined();
  });
});

describe("people", () => {
  type Told = [State, Observation["violation"]["severity"], "found" | undefined];
  const severities = ["critical", "high", "medium", "low"] as const;
  const told = (severity: (typeof severities)[number]) =>
    severity === "critical" || severity === "high" ? ("found" as const) : undefined;

  it.each(severities.map((severity) => [severity, told(severity)] as const))(
    "are told of what is found of %s severity: %s",
    (severity, notice) => {
      expect(noticeOf(openFinding({ violation: { severity } }))).toBe(notice);
    },
  );

  it.each(
    State.options.flatMap((state) =>
      severities.map((severity): Told => {
        const [, to] = becomes.find(([from]) => from === state) ?? [];
        return [state, severity, to === "open" && state !== "open" ? told(severity) : undefined];
      }),
    ),
  )("are told again only of what had come to rest: %s, %s: %s", (state, severity, notice) => {
    expect(noticeOf(again(findingIn(state), { violation: { severity } }))).toBe(notice);
  });

  it("are not told of what is exempt", () => {
    expect(noticeOf(openFinding({ exemption: exemptionWith() }))).toBeUndefined();
    for (const state of State.options)
      expect(noticeOf(again(findingIn(state), { exemption: exemptionWith() }))).toBeUndefined();
  });

  it("see by whose call it was, whose name is taken for nobody else's", () => {
    const actor = { type: "AssumedRole", name: "snapback" };
    const finding = again(openFinding(), { occurrence: callWith("e-2", { actor }) });
    expect(finding.pending).toEqual([
      {
        findingId: finding.id,
        version: 2,
        at: now.toISOString(),
        by: { kind: "caller", name: "snapback" },
        what: "AuthorizeSecurityGroupIngress: seen again while open",
        eventId: "e-2",
        from: "open",
        to: "open",
      },
    ]);
  });
});
