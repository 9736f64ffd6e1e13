import { detections } from "@snapback/core/detections/registry";
import { createApi } from "@snapback/functions/api/app";
import { createApiHandler } from "@snapback/functions/api/handler";
import { NotSignedInError, type SignIn } from "@snapback/functions/api/sign-in";
import { localSite, serveLocally } from "@snapback/local/server";
import { expect, it, onTestFinished, vi } from "vitest";
import { testConfig } from "../../core/test/config.ts";
import { freePorts } from "../../local/test/npm-start.ts";
import { testLaptop } from "../../local/test/test-laptop.ts";
import { findings } from "./findings-run.ts";
import { type Invoked, lambdaBefore } from "./lambda.ts";

const signIn: SignIn = async (authorization) => {
  if (authorization !== "Bearer good") throw new NotSignedInError("The access token is not valid.");
  return { id: "sub-1", name: "alice", role: "responder" };
};

/** The laptop as if it were deployed: its API behind sign-in, its function to be called, its account at an endpoint. */
async function deployed(environment: Record<string, string> = {}) {
  const { port } = await freePorts();
  const laptop = await testLaptop({ site: `http://127.0.0.1:${port}` });
  const { account, region, regions } = laptop.aws;
  const silent = () => {};
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const now = () => new Date();
  const deps = { ...laptop, detections, config: testConfig, account, region, regions, log, signIn, now };
  const site = await serveLocally(localSite(createApi(deps)), port);
  onTestFinished(() => site.close());
  const handler = createApiHandler(deps);
  const invoke = vi.fn<(name: string, event: string) => Promise<Invoked>>(async (_, event) => ({
    payload: await handler(JSON.parse(event)),
  }));
  const endpoint = await lambdaBefore(laptop.aws.url, invoke);
  onTestFinished(() => void vi.unstubAllEnvs());
  const credentials = { AWS_ACCESS_KEY_ID: "AKIATESTTESTTESTTEST", AWS_SECRET_ACCESS_KEY: "test" };
  const variables = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: "true",
    ...credentials,
    ...environment,
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return {
    laptop,
    invoke,
    run: async (args: readonly string[], env: Record<string, string> = {}) =>
      findings(["--stage", "laptop", "--region", region, ...args], { env }),
  };
}

it("calls the API's function with the operator's AWS credentials, and its record names them", async () => {
  const { laptop, invoke, run } = await deployed();
  const paused = await run(["pause", "--reason", "a migration"]);
  expect(paused.out).toMatch(/^Paused since .* by iam:\S+: a migration\n/);
  expect(paused.code).toBe(0);
  await laptop.open({ CidrIp: "0.0.0.0/0" });
  const { id } = await laptop.reaches("awaiting-approval");
  expect(await run(["approve", id, "--yes"])).toMatchObject({ code: 0 });
  expect(await laptop.ingress()).toEqual([]);
  const { attempts } = await laptop.finding();
  expect(attempts[0]?.approvedBy).toEqual({
    kind: "person",
    id: expect.stringMatching(/^iam:arn:aws:/),
    name: expect.stringMatching(/^iam:(user|assumed-role)\//),
  });
  expect((await run(["list", "--state", "open"])).out).toBe("No findings.\n");
  expect(new Set(invoke.mock.calls.map(([name]) => name))).toEqual(new Set(["snapback-laptop-api"]));
  expect(await run(["show", `fnd_${"0".repeat(24)}`])).toMatchObject({
    code: 1,
    err: expect.stringContaining("Not found"),
  });
});

it("uses a token in their place, at the address that the stage tells", async () => {
  const { invoke, run } = await deployed();
  expect((await run(["pause", "--reason", "x"], { SNAPBACK_TOKEN: "good" })).out).toMatch(
    /^Paused since .* by alice: x\n/,
  );
  const refused = await run(["list"], { SNAPBACK_TOKEN: "bad" });
  expect(refused).toMatchObject({ code: 2, out: "" });
  expect(refused.err).toContain("The access token is not valid. Set SNAPBACK_TOKEN");
  const forbidden = await run(["mode", "ec2-sg-ingress-world", "auto"], { SNAPBACK_TOKEN: "good" });
  expect(forbidden).toMatchObject({ code: 1, err: expect.stringContaining("needs the role admin") });
  expect(invoke).not.toHaveBeenCalled();
});

it.each<[string, Invoked, RegExp]>([
  [
    "the credentials may not call it",
    { refused: "AccessDeniedException", status: 403 },
    /AccessDeniedException: not authorized .* Use credentials that may, or set SNAPBACK_TOKEN/,
  ],
  ["it fails", { functionError: "Unhandled" }, /The function snapback-laptop-api failed \(Unhandled\)/],
  ["it answers something else", { payload: { hello: "world" } }, /answered something else .* Deploy again/],
  [
    "it is of a version that knows no such calls",
    { payload: { statusCode: 401, headers: { "content-type": "application/json" }, body: "{}" } },
    /Deploy again from this checkout \(npx sst deploy --stage laptop\), or set SNAPBACK_TOKEN/,
  ],
])("says what to do where %s", async (_, invoked, words) => {
  const { invoke, run } = await deployed();
  invoke.mockResolvedValue(invoked);
  const failed = await run(["list"]);
  expect(failed).toMatchObject({ code: 2, out: "" });
  expect(failed.err).toMatch(words);
});
