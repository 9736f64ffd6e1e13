import { describe, expect, it } from "vitest";
import { testConfig } from "../../test/config.ts";
import { untouched } from "./runtime.ts";
import { cached, type Settings, settingsOf } from "./settings.ts";

describe("cached settings", () => {
  let time = 0;
  const now = () => new Date(time);

  /** Each reading is of another version, and ends when the test says so. */
  function reader() {
    const readings: { succeed(): void; fail(): void }[] = [];
    const read = () =>
      new Promise<Settings>((resolve, reject) => {
        const version = readings.length + 1;
        readings.push({
          succeed: () => resolve(settingsOf(testConfig, [], { ...untouched, version })),
          fail: () => reject(new Error("unreachable")),
        });
      });
    const settings = cached(read, 10_000, now);
    return { readings, ask: async () => (await settings()).version };
  }

  it("are read once for all who ask at once, and again when they are too old", async () => {
    time = 0;
    const { readings, ask } = reader();
    const both = [ask(), ask()];
    readings[0]?.succeed();
    expect(await Promise.all(both)).toEqual([1, 1]);
    time = 10_000;
    expect(await ask()).toBe(1);
    time = 10_001;
    const later = [ask(), ask()];
    readings[1]?.succeed();
    expect(await Promise.all(later)).toEqual([2, 2]);
    expect(readings).toHaveLength(2);
  });

  it("count their age from when the reading began", async () => {
    time = 0;
    const { readings, ask } = reader();
    const first = ask();
    time = 9000;
    readings[0]?.succeed();
    await first;
    time = 10_001;
    const second = ask();
    readings[1]?.succeed();
    expect(await second).toBe(2);
  });

  it("are read again after a reading that failed, which all who waited for it are told", async () => {
    time = 0;
    const { readings, ask } = reader();
    const both = [ask(), ask()];
    readings[0]?.fail();
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const again = ask();
    readings[1]?.succeed();
    expect(await again).toBe(2);
  });

  it("keep a reading that succeeded, though an older one fails after it", async () => {
    time = 0;
    const { readings, ask } = reader();
    const old = ask();
    time = 20_000;
    const fresh = ask();
    readings[1]?.succeed();
    expect(await fresh).toBe(2);
    readings[0]?.fail();
    await expect(old).rejects.toThrow("unreachable");
    expect(await ask()).toBe(2);
    expect(readings).toHaveLength(2);
  });

  it("are read again when the clock was set back", async () => {
    time = 3_600_000;
    const { readings, ask } = reader();
    const first = ask();
    readings[0]?.succeed();
    await first;
    time = 0;
    const again = ask();
    readings[1]?.succeed();
    expect(await again).toBe(2);
  });
});
