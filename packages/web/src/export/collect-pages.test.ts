import { expect, it } from "vitest";
import { collectPages, type Progress } from "./collect-pages.ts";

/** Three pages of two, the last of one. */
const page = async (cursor = "0") => {
  const from = Number(cursor);
  const items = [0, 1, 2, 3, 4].slice(from, from + 2);
  return { items, total: 5, ...(from + 2 < 5 && { next: String(from + 2) }) };
};

it("collects all pages in order, and tells how far it is", async () => {
  const told: Progress[] = [];
  const { signal } = new AbortController();
  expect(await collectPages(page, (progress) => void told.push(progress), signal)).toEqual([0, 1, 2, 3, 4]);
  expect(told).toEqual([
    { count: 2, total: 5 },
    { count: 4, total: 5 },
    { count: 5, total: 5 },
  ]);
});

it("goes past a page that has nothing on it", async () => {
  const pages = [{ items: [], next: "a" }, { items: [1], next: "b" }, { items: [] }];
  const { signal } = new AbortController();
  const fetchPage = async (cursor?: string) =>
    pages[cursor === undefined ? 0 : cursor === "a" ? 1 : 2] ?? pages[2];
  expect(
    await collectPages(
      async (cursor) => (await fetchPage(cursor)) ?? { items: [] },
      () => {},
      signal,
    ),
  ).toEqual([1]);
});

it("asks for no more pages once it was cancelled", async () => {
  const cancel = new AbortController();
  const asked: (string | undefined)[] = [];
  const collecting = collectPages(
    async (cursor) => {
      asked.push(cursor);
      if (asked.length === 2) cancel.abort(new Error("cancelled"));
      return page(cursor);
    },
    () => {},
    cancel.signal,
  );
  await expect(collecting).rejects.toThrow("cancelled");
  expect(asked).toEqual([undefined, "2"]);
});

it("fails where the pages lead in a circle, and where one can't be had", async () => {
  const { signal } = new AbortController();
  await expect(
    collectPages(
      async () => ({ items: [1], next: "a" }),
      () => {},
      signal,
    ),
  ).rejects.toMatchObject({
    name: "EndlessListError",
  });
  const refused = async () => {
    throw new Error("no");
  };
  await expect(collectPages(refused, () => {}, signal)).rejects.toThrow("no");
});
