import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Digest } from "@snapback/core/notice/digest";
import { expect, it, onTestFinished } from "vitest";
import { consoleLog } from "./console-log.ts";
import { openInbox } from "./inbox.ts";

function digestOf(id: string, fields: Partial<Digest> = {}): Digest {
  const entry = { kind: "failed", severity: "high", summary: "port 22 is open", state: "failed: X" } as const;
  return {
    id,
    at: "2026-11-23T08:00:00.000Z",
    title: "1 finding: 1 failed",
    entries: [{ ...entry, url: "http://127.0.0.1:3000/findings/fnd_1" }],
    more: 0,
    console: "http://127.0.0.1:3000",
    ...fields,
  };
}

/** What the terminal shows, without the time of day. */
function terminal() {
  const shown = { text: "" };
  const log = consoleLog((line) => {
    shown.text += line.replace(/^\d\d:\d\d:\d\d {2}/, "");
  }, false);
  return { log, shown };
}

it("keeps every message in a file, and shows them in the terminal", async () => {
  const folder = await mkdtemp(join(tmpdir(), "snapback-inbox-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const data = join(folder, "data");
  const { log, shown } = terminal();
  await openInbox(data, log).send(digestOf("msg_1"));
  await openInbox(data, log).send(digestOf("msg_2", { more: 30 }));
  const lines = (await readFile(join(data, "inbox.ndjson"), "utf8")).split("\n");
  expect(lines.map((line) => (line === "" ? "" : JSON.parse(line)))).toEqual([
    digestOf("msg_1"),
    digestOf("msg_2", { more: 30 }),
    "",
  ]);
  const told = "NOTICE      port 22 is open: failed: X [high]  http://127.0.0.1:3000/findings/fnd_1\n";
  expect(shown.text).toBe(`${told}${told}NOTICE      and 30 more  http://127.0.0.1:3000/findings\n`);
});

it("keeps them in memory where nothing is kept on disk", async () => {
  const inbox = openInbox(undefined, terminal().log);
  await inbox.send(digestOf("msg_1"));
  expect(inbox.messages).toEqual([digestOf("msg_1")]);
  expect(inbox).toMatchObject({ name: "inbox", threshold: "low" });
});

it("shows nothing that would move the cursor", async () => {
  const { log, shown } = terminal();
  const [entry] = digestOf("x").entries;
  if (entry)
    await openInbox(undefined, log).send(digestOf("x", { entries: [{ ...entry, summary: "\u001b[2J" }] }));
  expect(shown.text).toContain("\\u001b[2J: failed");
});
