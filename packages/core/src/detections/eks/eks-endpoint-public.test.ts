import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount } from "../../../test/answered-account.ts";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import { StillChangingError } from "../../aws/error.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./eks-endpoint-public.ts";

const judged = judgedBy(detection, "eks.amazonaws.com");
const found = {
  resource: { arn: `arn:aws:eks:us-east-1:${ACCOUNT}:cluster/shop`, type: "AWS::EKS::Cluster", id: "shop" },
  fingerprint: "public-endpoint",
  summary: "cluster shop can be reached from the whole internet",
  severity: "high" as const,
  evidence: { name: "shop" },
};
const request = (resourcesVpcConfig?: unknown) => ({
  requestParameters: { name: "shop", resourcesVpcConfig },
});
const world = { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] };
const office = { endpointPublicAccess: true, publicAccessCidrs: ["198.51.100.0/24"] };

describe("a cluster that is reached from everywhere", () => {
  it.each([
    ["by a change", "UpdateClusterConfig", request(world)],
    [
      "by halves",
      "UpdateClusterConfig",
      request({ ...world, publicAccessCidrs: ["198.51.100.0/24", "128.0.0.0/1"] }),
    ],
    ["from the start", "CreateCluster", request(world)],
    ["from the start, as AWS has it by default", "CreateCluster", request({ subnetIds: ["subnet-1"] })],
    [
      "from the start, by the answer",
      "CreateCluster",
      {
        ...request({ endpointPublicAccess: false }),
        responseElements: { cluster: { resourcesVpcConfig: world } },
      },
    ],
  ])("is found %s", (_how, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual({ ...shownNothing, violations: [found] });
  });

  it.each([
    ["the access alone", { endpointPublicAccess: true }],
    ["the ranges alone", { publicAccessCidrs: ["0.0.0.0/0"] }],
  ])("is asked about where a change says %s", (_what, config) => {
    expect(judged("UpdateClusterConfig", request(config))).toMatchObject({
      violations: [],
      suspicions: [{ ask: { name: "shop", account: ACCOUNT } }],
    });
  });

  it.each([
    ["a call that failed", "UpdateClusterConfig", { ...request(world), errorCode: "AccessDenied" }],
    ["the inverse call", "UpdateClusterConfig", request({ ...world, endpointPublicAccess: false })],
    ["a change to a few ranges", "UpdateClusterConfig", request(office)],
    ["a change of something else", "UpdateClusterConfig", request()],
    [
      "a change of something else of the network",
      "UpdateClusterConfig",
      request({ subnetIds: ["subnet-1"] }),
    ],
    ["a cluster that is made for a few ranges", "CreateCluster", request(office)],
    [
      "a cluster that is made within its network",
      "CreateCluster",
      {
        ...request(world),
        responseElements: { cluster: { resourcesVpcConfig: { endpointPublicAccess: false } } },
      },
    ],
    [
      "ranges that are none",
      "UpdateClusterConfig",
      request({ ...world, publicAccessCidrs: ["everywhere", 7] }),
    ],
    [
      "a cluster that is made for a few ranges, by the answer",
      "CreateCluster",
      { ...request({}), responseElements: { cluster: { resourcesVpcConfig: office } } },
    ],
    ["no cluster's name", "CreateCluster", { requestParameters: { name: "a b" } }],
    ["nothing", "CreateCluster", { requestParameters: null }],
  ])("is none by %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("is none by another service's call of the same name", () => {
    expect(judgedBy(detection, "kafka.amazonaws.com")("CreateCluster", request(world))).toEqual(shownNothing);
  });
});

describe("in the live account", () => {
  let resourcesVpcConfig: JsonObject = {};
  let status = "ACTIVE";
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call }) => {
      if (call === "GET /clusters") return { clusters: ["shop"] };
      if (call === "GET /clusters/shop")
        return { cluster: { name: "shop", status, resourcesVpcConfig, tags: { Team: "a" } } };
      return undefined;
    });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    resourcesVpcConfig = { ...world, endpointPrivateAccess: false };
    status = "ACTIVE";
  });
  const assess = () => detection.assess({ name: "shop", account: ACCOUNT }, aws.live, {});

  it("is taken off the internet, if a person says so, and put back as it was", async () => {
    resourcesVpcConfig = { ...resourcesVpcConfig, publicAccessCidrs: ["198.51.100.0/24", "0.0.0.0/0"] };
    const { plan } = await aws.inspect(detection, found);
    expect(plan).toMatchObject({
      steps: [
        { input: { resourcesVpcConfig: { endpointPublicAccess: false, endpointPrivateAccess: true } } },
      ],
      undo: [
        {
          input: {
            resourcesVpcConfig: {
              endpointPublicAccess: true,
              endpointPrivateAccess: false,
              publicAccessCidrs: ["0.0.0.0/0", "198.51.100.0/24"],
            },
          },
        },
      ],
      confirm: expect.stringMatching(/cut off/),
    });
    expect(await assess()).toEqual([found]);
    expect(await aws.sweep(detection)).toEqual([`${found.resource.arn} public-endpoint`]);
    expect(await detection.response?.tags?.(found.resource, aws.live)).toEqual({ Team: "a" });
  });

  it("is given back no ranges where it had none", async () => {
    resourcesVpcConfig = { endpointPublicAccess: true, publicAccessCidrs: [] };
    const { plan } = await aws.inspect(detection, found);
    expect(plan?.undo[0]?.input.resourcesVpcConfig).toEqual({
      endpointPublicAccess: true,
      endpointPrivateAccess: false,
    });
  });

  it("is left alone where it is reached by a few, or from within", async () => {
    for (const config of [office, { ...world, endpointPublicAccess: false }]) {
      resourcesVpcConfig = config;
      expect((await aws.inspect(detection, found)).plan).toBeUndefined();
      expect(await assess()).toEqual([]);
      expect(await aws.sweep(detection)).toEqual([]);
    }
  });

  it("is looked at again later while it shows what it was before", async () => {
    resourcesVpcConfig = office;
    status = "UPDATING";
    await expect(aws.inspect(detection, found)).rejects.toThrow(StillChangingError);
    await expect(assess()).rejects.toThrow(StillChangingError);
  });

  it("waits for a cluster that is being made, and not for a change of one that is open", async () => {
    status = "CREATING";
    await expect(aws.inspect(detection, found)).rejects.toThrow(StillChangingError);
    expect(await assess()).toEqual([found]);
    status = "UPDATING";
    expect((await aws.inspect(detection, found)).plan).toBeDefined();
  });
});
