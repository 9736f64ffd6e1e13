import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";
import { testConfig } from "../../core/test/config.ts";
import { openData } from "./data-folder.ts";
import { openLaptop } from "./laptop.ts";
import { serveLocally } from "./server.ts";
import { startProblem } from "./start-problem.ts";

/* The errors are those that the parts of `npm start` throw. */

const silent = () => {};
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** A port that another program has. */
async function takenPort(): Promise<number> {
  const squatter = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void squatter.close());
  await once(squatter, "listening");
  const address = squatter.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "snapback-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function laptop(options: { awsPort?: number; data?: string }): Promise<void> {
  const opened = await openLaptop({ detections: [], config: testConfig, awsPort: 0, log, ...options });
  onTestFinished(() => opened.close());
}

const errorOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(silent, (error: unknown) => error);

describe("what npm start could not start for", () => {
  it("is a port that is taken, and it says which option chooses another", async () => {
    const port = await takenPort();
    const options = { port, awsPort: 1, data: "d" };
    const error = await errorOf(serveLocally(new Hono(), port));
    expect(startProblem(error, options)).toBe(
      `Port ${port} is in use by another program. Choose another one: npm start -- --port <number>`,
    );
  });

  it("is the sandbox's port, which has an option of its own", async () => {
    const awsPort = await takenPort();
    const error = await errorOf(laptop({ awsPort }));
    expect(startProblem(error, { port: 1, awsPort, data: "d" })).toBe(
      `Port ${awsPort} is in use by another program. Choose another one: npm start -- --aws-port <number>`,
    );
  });

  it("is data that another one has open", async () => {
    const data = await folder();
    await laptop({ data });
    const error = await errorOf(laptop({ data }));
    expect(startProblem(error, { port: 1, awsPort: 2, data })).toBe(
      `${data} is in use, most likely by another npm start. Stop that one, or choose another folder: npm start -- --data <folder>`,
    );
  });

  it("is data of another version", async () => {
    const data = await folder();
    await writeFile(join(data, "format.json"), JSON.stringify({ format: 0 }));
    const error = await errorOf(openData(data));
    expect(startProblem(error, { port: 1, awsPort: 2, data })).toMatch(
      /was written by another version of Snapback\. Forget what is in it with npm start -- --reset/,
    );
  });

  it("is nothing that it can explain otherwise", () => {
    expect(startProblem(new TypeError("a bug"), { port: 1, awsPort: 2, data: "d" })).toBeUndefined();
    expect(startProblem("thrown", { port: 1, awsPort: 2, data: "d" })).toBeUndefined();
  });
});
