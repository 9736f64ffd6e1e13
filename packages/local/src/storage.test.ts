import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openStorage, StorageLockedError } from "./storage.ts";

async function diskFolder() {
  const folder = await mkdtemp(join(tmpdir(), "storage-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "not", "there", "yet");
}

describe.each(["disk", "memory"])("storage: %s", (where) => {
  async function open() {
    const storage = await openStorage(where === "disk" ? await diskFolder() : undefined);
    onTestFinished(() => storage.close());
    return storage;
  }

  test("gives back what was written, by prefix and in key order", async () => {
    const storage = await open();
    await storage.write([
      ["b/2", { text: "\u{1f642}" }],
      ["b/1", [1, null]],
      ["b/\u{1f642}", "high"],
      ["b0", "beside"],
      ["a/1", true],
    ]);
    expect(await storage.entries("b/")).toEqual([
      ["b/1", [1, null]],
      ["b/2", { text: "\u{1f642}" }],
      ["b/\u{1f642}", "high"],
    ]);
    expect(await storage.entries("")).toHaveLength(5);
    expect(await storage.entries("c")).toEqual([]);
  });

  test("overwrites and deletes; of a key's changes in a batch the last counts", async () => {
    const storage = await open();
    await storage.write([
      ["a", 1],
      ["b", 1],
      ["c", 1],
    ]);
    await storage.write(
      new Map<string, unknown>([
        ["a", 2],
        ["b", undefined],
        ["x", undefined],
      ]),
    );
    await storage.write([
      ["c", 2],
      ["c", undefined],
      ["d", undefined],
      ["d", 3],
    ]);
    expect(await storage.entries("")).toEqual([
      ["a", 2],
      ["d", 3],
    ]);
  });

  test("keeps its own copy", async () => {
    const storage = await open();
    const value = { list: [1] };
    await storage.write([["a", value]]);
    value.list.push(2);
    expect(await storage.entries("a")).toEqual([["a", { list: [1] }]]);
  });

  test("writes nothing where a value can't be written", async () => {
    const storage = await open();
    await expect(
      storage.write([
        ["a", 1],
        ["b", 1n],
      ]),
    ).rejects.toThrow(Error);
    expect(await storage.entries("")).toEqual([]);
  });
});

test("a folder that is in use is told apart", async () => {
  const folder = await diskFolder();
  const storage = await openStorage(folder);
  const second = await openStorage(folder).catch((error: unknown) => error);
  expect(second).toBeInstanceOf(StorageLockedError);
  expect(second).toMatchObject({ message: expect.stringContaining(folder), cause: expect.any(Error) });
  await storage.close();
  await (await openStorage(folder)).close();
});

test("what was written survives a SIGKILL right after", async () => {
  const folder = await diskFolder();
  const script = `
    import { openStorage } from ${JSON.stringify(new URL("storage.ts", import.meta.url).href)};
    const storage = await openStorage(${JSON.stringify(folder)});
    await storage.write([["a", 1], ["b", 2]]);
    process.kill(process.pid, "SIGKILL");
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
    stdio: "ignore",
  });
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
  const storage = await openStorage(folder);
  onTestFinished(() => storage.close());
  expect(await storage.entries("")).toEqual([
    ["a", 1],
    ["b", 2],
  ]);
});
