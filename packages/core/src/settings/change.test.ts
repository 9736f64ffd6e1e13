import { describe, expect, it } from "vitest";
import { testConfig } from "../../test/config.ts";
import { toyDetection } from "../../test/toy-detection.ts";
import {
  changeCap,
  changeMode,
  changeParameters,
  pause,
  resume,
  SettingsChangeError,
  UnknownDetectionError,
} from "./change.ts";
import type { Mode } from "./config.ts";
import { type RuntimeSettings, untouched } from "./runtime.ts";
import { settingsOf } from "./settings.ts";

const detections = [toyDetection("acts", { responds: true }), toyDetection("tells", { responds: false })];
const config = { ...testConfig, automaticChangesPerHour: 100, modes: { acts: "auto" as const } };
const by = { kind: "person" as const, name: "Alice", id: "sub-1" };
const at = "2026-11-23T08:00:00.000Z";
const change = { by, now: new Date(at), config, detections };
const ONE = "111122223333";

const modeFor = (mode: Mode | undefined, runtime = untouched, account?: string) =>
  changeMode(runtime, { detection: "acts", mode, account }, change);
const modeNow = (runtime: RuntimeSettings, account = ONE) =>
  settingsOf(config, detections, runtime).mode("acts", account);

describe("every change", () => {
  it("makes the next version, says who made it and when, and leaves all else as it was", () => {
    const runtime = modeFor("approve", { ...untouched, version: 4, allowance: 2 }).runtime;
    expect(runtime).toMatchObject({ version: 5, allowance: 2 });
    const values = { ports: [22] };
    for (const made of [
      pause(runtime, "freeze", change),
      changeCap(runtime, 1, change),
      changeMode(runtime, { detection: "tells", mode: "monitor" }, change),
      changeParameters(runtime, { detection: "acts", values }, change),
    ]) {
      expect(made).toMatchObject({ by, at });
      expect(made.runtime).toMatchObject({ version: 6, allowance: 2, modes: runtime.modes });
    }
    expect(runtime.version).toBe(5);
  });
});

describe("a pause", () => {
  it("holds until somebody resumes, with whom and why", () => {
    const paused = pause(untouched, "change freeze", change);
    const said = { reason: "change freeze", by: "Alice", at };
    expect(paused).toMatchObject({ what: "paused automatic changes: change freeze", after: { pause: said } });
    expect(paused.before).toEqual({ pause: undefined });
    expect(paused.runtime.pause).toEqual(said);

    const resumed = resume({ ...paused.runtime, version: 8 }, "freeze is over", change);
    expect(resumed.runtime.pause).toBeUndefined();
    expect(resumed).toMatchObject({
      what: "resumed automatic changes: freeze is over",
      before: { pause: said, allowance: 0 },
      after: { allowance: 9 },
    });
  });

  it("that fell by itself ends with a resume, too: automatic changes are counted anew from that version", () => {
    const resumed = resume({ ...untouched, version: 3, allowance: 2 }, undefined, change);
    expect(resumed.runtime).toEqual({ ...untouched, version: 4, allowance: 4 });
    expect(resumed.what).toBe("resumed automatic changes");
  });
});

describe("the cap on automatic changes", () => {
  it("is told with what it was", () => {
    const made = changeCap(changeCap(untouched, 20, change).runtime, 0, change);
    expect(changeCap(untouched, 20, change).what).toBe("automatic changes per hour: 100 -> 20");
    expect(made.what).toBe("automatic changes per hour: 20 -> 0");
    expect([made.before, made.after]).toEqual([
      { automaticChangesPerHour: 20 },
      { automaticChangesPerHour: 0 },
    ]);
    expect(settingsOf(config, detections, made.runtime).automaticChangesPerHour).toBe(0);
  });

  it.each([-1, 1.5, Number.NaN])("can't be %s", (cap) => {
    expect(() => changeCap(untouched, cap, change)).toThrow(SettingsChangeError);
  });
});

describe("a mode", () => {
  it("is changed for all accounts, and taken back", () => {
    const monitored = modeFor("monitor");
    expect(monitored.what).toBe("acts: mode auto -> monitor");
    expect([monitored.before, monitored.after]).toEqual([{ mode: "auto" }, { mode: "monitor" }]);
    expect(modeNow(monitored.runtime)).toBe("monitor");
    const back = modeFor(undefined, monitored.runtime);
    expect(back.what).toBe("acts: mode monitor -> auto (the choice for it is taken back)");
    expect(modeNow(back.runtime)).toBe("auto");
  });

  it("is changed for one account, and taken back, without touching the others", () => {
    const here = modeFor("monitor", modeFor("approve").runtime, ONE);
    expect(here.what).toBe(`acts in account ${ONE}: mode approve -> monitor`);
    expect(modeNow(here.runtime)).toBe("monitor");
    expect(modeNow(here.runtime, "444455556666")).toBe("approve");
    const both = modeFor("auto", here.runtime, "444455556666").runtime;
    expect([modeNow(both), modeNow(both, "444455556666")]).toEqual(["monitor", "auto"]);
    const one = modeFor(undefined, both, ONE).runtime;
    expect([modeNow(one), modeNow(one, "444455556666")]).toEqual(["approve", "auto"]);
    const all = modeFor(undefined, one).runtime;
    expect([modeNow(all), modeNow(all, "444455556666")]).toEqual(["auto", "auto"]);
  });

  it.each<[string, { detection: string; mode: Mode; account?: string }, string]>([
    [
      "another than monitor",
      { detection: "tells", mode: "approve" },
      "tells can't be put right: mode monitor only",
    ],
    ["an account that is none", { detection: "acts", mode: "auto", account: "1" }, '"1" is no account id'],
  ])("is refused for %s where it can't be", (_what, chosen, words) => {
    expect(() => changeMode(untouched, chosen, change)).toThrow(new SettingsChangeError(words));
  });

  it("of a detection that there is not is refused", () => {
    const unknown = { detection: "constructor", mode: "auto" as const };
    expect(() => changeMode(untouched, unknown, change)).toThrow(UnknownDetectionError);
    expect(() => changeMode(untouched, unknown, change)).toThrow('there is no detection "constructor"');
  });

  it("monitor can be chosen for what can only be monitored", () => {
    expect(changeMode(untouched, { detection: "tells", mode: "monitor" }, change).after).toEqual({
      mode: "monitor",
    });
  });
});

describe("parameters", () => {
  const prefix = { ipv4: 8, ipv6: 32 };

  it("are filled in, and have a version of their own that grows with each change", () => {
    const first = changeParameters(
      { ...untouched, version: 9 },
      { detection: "acts", values: { ports: [22] } },
      change,
    );
    expect(first.what).toBe("acts: parameters, version 1");
    expect(first.before).toEqual({ ports: [80, 443], prefix });
    expect(first.after).toEqual({ ports: [22], prefix });
    const second = changeParameters(first.runtime, { detection: "acts", values: {} }, change);
    expect(second.what).toBe("acts: parameters, version 2");
    expect(second.before).toEqual(first.after);
    const other = changeParameters(first.runtime, { detection: "tells", values: {} }, change).runtime;
    expect(other.parameters).toMatchObject({ acts: { version: 1 }, tells: { version: 1 } });
    expect(settingsOf(config, detections, second.runtime).parameters("acts")).toEqual({
      version: 2,
      values: { ports: [80, 443], prefix },
    });
  });

  it("are taken back, so that the deployed ones hold, and no version names two different choices", () => {
    const deployed = { ...change, config: { ...config, parameters: { acts: { ports: [1] } } } };
    const chosen = changeParameters(untouched, { detection: "acts", values: { ports: [22] } }, deployed);
    const back = changeParameters(chosen.runtime, { detection: "acts", values: undefined }, deployed);
    expect(back).toMatchObject({
      what: "acts: parameters, version 2 (what was chosen is taken back)",
      before: { ports: [22], prefix },
      after: { ports: [1], prefix },
    });
    expect(settingsOf(deployed.config, detections, back.runtime).parameters("acts").version).toBe(0);
    const again = changeParameters(back.runtime, { detection: "acts", values: {} }, deployed);
    expect(again.runtime.parameters).toMatchObject({ acts: { version: 3 } });
  });

  it.each([
    ["another type", { ports: ["ssh"] }, /expected number[^]*ports\[0\]/],
    ["a name that there is not", { prots: [22] }, /parameters of acts: ✖ There is no parameter prots$/],
    ["such a name further in", { prefix: { ipv4: 8, ipv5: 8 } }, /There is no parameter prefix\.ipv5$/],
    ["an object's own", JSON.parse('{"constructor":{},"__proto__":{}}'), /no parameter constructor/],
  ])("are refused in words for %s", (_what, values, words) => {
    const refused = () => changeParameters(untouched, { detection: "acts", values }, change);
    expect(refused).toThrow(SettingsChangeError);
    expect(refused).toThrow(words);
  });

  it("of a detection that there is not are refused", () => {
    expect(() => changeParameters(untouched, { detection: "x", values: {} }, change)).toThrow(
      UnknownDetectionError,
    );
  });
});
