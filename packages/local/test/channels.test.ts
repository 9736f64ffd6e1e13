import { expect, it } from "vitest";
import { eventually, testLaptop } from "./test-laptop.ts";

it("a test of the inbox goes from the API over the bus to notify, and its outcome is shown", async () => {
  const t = await testLaptop({ detections: [] });
  const before = await t.call("GET", "/channels");
  expect(before).toMatchObject({ channels: [{ name: "inbox", threshold: "low", lacks: [] }] });
  await t.call("POST", "/channels/inbox/test");
  await eventually(async () => {
    expect(await t.call("GET", "/channels")).toMatchObject({
      channels: [{ test: { outcome: "sent", by: { name: "a person" } } }],
    });
  });
  expect(t.inbox.messages).toMatchObject([
    { title: "This is a test", test: "a person asked for it in Snapback's settings. Nothing has happened." },
  ]);
  expect(t.lines).toContainEqual({
    message: "notice",
    fields: { text: expect.stringContaining("This is a test: a person asked") },
  });
});
