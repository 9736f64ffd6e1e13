import { expect, it } from "vitest";
import { defaultSettings, monitored, settingsOf } from "./settings.ts";

it("has what the operator chose, and defaults for what is not named", () => {
  const settings = settingsOf({
    modes: { quiet: "monitor", loud: "auto" },
    parameters: { quiet: { tcpPorts: [443] } },
    automaticChangesPerHour: 3,
  });
  expect(settings.mode("quiet")).toBe("monitor");
  expect(settings.parameters("quiet")).toEqual({ tcpPorts: [443] });
  for (const other of ["loud", "unnamed", "constructor"]) {
    expect(settings.mode(other)).toBe("auto");
    expect(settings.parameters(other)).toEqual({});
    expect(monitored(other, settings)).toBeUndefined();
  }
  expect(monitored("quiet", settings)).toBe(
    "detection quiet is in mode monitor: Snapback records it and changes nothing",
  );
  expect(settings.automaticChangesPerHour).toBe(3);
  expect(monitored("quiet", defaultSettings)).toBeUndefined();
});
