/// <reference path="./.sst/platform/config.d.ts" />

/**
 * Snapback in an AWS account: `npx sst deploy --stage NAME`. The modules of infra/ are imported in the order in which an
 * event passes through them.
 */
export default $config({
  async app(input) {
    const { default: config } = await import("./snapback.config.ts");
    const production = input.stage === "production";
    return {
      name: "snapback",
      version: "4.17.1",
      home: "aws",
      // Production keeps its data when it is removed, and refuses `sst remove`; every other stage leaves nothing.
      removal: production ? "retain" : "remove",
      protect: production,
      state: { purge: !production },
      types: { ignore: ["packages"] },
      providers: { aws: { region: config.home, defaultTags: { tags: { "snapback:stage": input.stage } } } },
    };
  },
  async run() {
    await import("./infra/test-vpc.ts");
    await import("./infra/trail.ts");
    await import("./infra/rules.ts");
    await import("./infra/topic.ts");
    await import("./infra/queue.ts");
    await import("./infra/store.ts");
    await import("./infra/detect.ts");
    await import("./infra/bus.ts");
    await import("./infra/respond.ts");
    await import("./infra/reconcile.ts");
    await import("./infra/secrets.ts");
    await import("./infra/notify.ts");
    await import("./infra/sweep.ts");
    await import("./infra/bus-rules.ts");
    await import("./infra/heartbeat.ts");
    await import("./infra/sign-in.ts");
    await import("./infra/api.ts");
    await import("./infra/console.ts");
    await import("./infra/alarms.ts");
    const { outputs } = await import("./infra/deployment.ts");
    return outputs;
  },
});
