import { describe, expect, it } from "vitest";
import { testConfig } from "../../test/config.ts";
import { toyDetection } from "../../test/toy-detection.ts";
import { ConfigError, type Mode } from "./config.ts";
import { type RuntimeSettings, untouched } from "./runtime.ts";
import { settingsOf } from "./settings.ts";

const detections = [
  toyDetection("acts", { responds: true }),
  toyDetection("constructor", { responds: true }),
  toyDetection("tells", { responds: false }),
];
const config = { ...testConfig, modes: {} };
const [ONE, OTHER] = ["111122223333", "444455556666"];
const DEFAULTS = { ports: [80, 443], prefix: { ipv4: 8, ipv6: 32 } };
const changed = (changes: Partial<RuntimeSettings>): RuntimeSettings => ({
  ...untouched,
  version: 7,
  ...changes,
});

describe("the settings", () => {
  it("are each detection's defaults where nobody chose anything", () => {
    const settings = settingsOf(config, detections);
    expect(settings.mode("acts", ONE)).toBe("approve");
    expect(settings.mode("constructor", ONE)).toBe("approve");
    expect(settings.mode("tells", ONE)).toBe("monitor");
    expect(settings.mode("unknown", ONE)).toBe("monitor");
    for (const id of ["acts", "constructor", "tells"]) {
      expect(settings.parameters(id)).toEqual({ version: 0, values: DEFAULTS });
    }
    expect(settings.parameters("unknown")).toEqual({ version: 0, values: {} });
    expect(settings).toMatchObject({ version: 0, allowance: 0, paused: undefined, problems: [] });
  });

  it("are the operator's where he chose, and defaults for what he left out", () => {
    const chosen = {
      ...config,
      modes: { acts: "auto" as const },
      parameters: { acts: { prefix: { ipv4: 16 } } },
      automaticChangesPerHour: 3,
      approvalMinutes: 5,
      undoIamRights: true,
    };
    const settings = settingsOf(chosen, detections);
    expect(settings.mode("acts", ONE)).toBe("auto");
    expect(settings.mode("constructor", ONE)).toBe("approve");
    expect(settings.parameters("acts")).toEqual({
      version: 0,
      values: { ports: [80, 443], prefix: { ipv4: 16, ipv6: 32 } },
    });
    const { contested, exemptions } = testConfig;
    expect(settings).toMatchObject({ automaticChangesPerHour: 3, approvalMinutes: 5, undoIamRights: true });
    expect(settings).toMatchObject({ contested, exemptions });
  });

  it("are what people changed, over the operator's", () => {
    const runtime = changed({
      allowance: 4,
      automaticChangesPerHour: 0,
      pause: { by: "Alice", at: "2026-11-23T08:00:00.000Z", reason: "freeze" },
      parameters: { acts: { version: 2, values: { ports: [22] } } },
    });
    const settings = settingsOf({ ...config, parameters: { acts: { ports: [1] } } }, detections, runtime);
    expect(settings).toMatchObject({ version: 7, allowance: 4, automaticChangesPerHour: 0 });
    expect(settings.paused).toBe("paused by Alice at 2026-11-23T08:00:00.000Z: freeze");
    expect(settings.parameters("acts")).toEqual({ version: 2, values: { ...DEFAULTS, ports: [22] } });
  });

  it.each<[string, string, Partial<RuntimeSettings>]>([
    ["another type", "expected array", { parameters: { acts: { version: 3, values: { ports: "all" } } } }],
    ["a name that there is not", "port", { parameters: { acts: { version: 3, values: { port: [1] } } } }],
  ])(
    "fall back to what was deployed where what people changed has %s, and say so",
    (_what, words, runtime) => {
      const settings = settingsOf(
        { ...config, parameters: { acts: { ports: [1] } } },
        detections,
        changed({ ...runtime, automaticChangesPerHour: 2 }),
      );
      expect(settings.parameters("acts")).toEqual({ version: 0, values: { ...DEFAULTS, ports: [1] } });
      expect(settings.automaticChangesPerHour).toBe(2);
      expect(settings.problems).toEqual([expect.stringContaining("parameters of acts, version 3")]);
      expect(settings.problems[0]).toContain(words);
    },
  );

  it("are none where the deployed parameters were never checked and are wrong", () => {
    expect(() => settingsOf({ ...config, parameters: { acts: { ports: 1 } } }, detections)).toThrow(
      ConfigError,
    );
  });
});

describe("a mode", () => {
  /** The latest of these that is there holds: deployed, changed, deployed for the account, changed for the account. */
  const mode = (all?: Mode, changedAll?: Mode, here?: Mode, changedHere?: Mode, id = "acts") =>
    settingsOf(
      {
        ...config,
        modes: {
          [id]: here ? { ...(all && { mode: all }), accounts: { [ONE]: here } } : (all ?? { accounts: {} }),
        },
      },
      detections,
      changed({
        modes: {
          [id]: {
            ...(changedAll && { mode: changedAll }),
            ...(changedHere && { accounts: { [ONE]: changedHere } }),
          },
        },
      }),
    );

  it("that people changed for an account goes before the operator's for it, that before those for all", () => {
    expect(mode().mode("acts", ONE)).toBe("approve");
    expect(mode("monitor").mode("acts", ONE)).toBe("monitor");
    expect(mode("monitor", "auto").mode("acts", ONE)).toBe("auto");
    expect(mode("monitor", "auto", "approve").mode("acts", ONE)).toBe("approve");
    expect(mode("monitor", "auto", "approve", "monitor").mode("acts", ONE)).toBe("monitor");
    expect(mode(undefined, undefined, "auto").mode("acts", ONE)).toBe("auto");
  });

  it("for an account says nothing of another", () => {
    const settings = mode("monitor", undefined, "approve", "auto");
    expect(settings.mode("acts", OTHER)).toBe("monitor");
    expect(settings.mode("acts", "constructor")).toBe("monitor");
    expect(settings.mode("constructor", ONE)).toBe("approve");
  });

  it("is monitor for what can't be put right, whatever was chosen for it", () => {
    expect(mode("auto", "auto", "auto", "auto", "tells").mode("tells", ONE)).toBe("monitor");
    expect(mode("auto", "auto", "auto", "auto", "unknown").mode("unknown", ONE)).toBe("monitor");
  });
});
