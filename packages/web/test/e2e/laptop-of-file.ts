import { afterAll, beforeAll } from "vitest";
import { type Laptop, openLaptop } from "./laptop.ts";

/** A file's own laptop: opened before its tests and prepared, closed after them. */
export function laptopOfFile(prepare: (laptop: Laptop) => Promise<void> = async () => {}): () => Laptop {
  let laptop: Laptop | undefined;
  beforeAll(async () => {
    laptop = await openLaptop();
    await prepare(laptop);
  });
  afterAll(() => laptop?.close());
  return () => {
    if (laptop === undefined) throw new Error("the laptop is open in tests only");
    return laptop;
  };
}
