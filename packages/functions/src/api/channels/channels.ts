import { randomUUID } from "node:crypto";
import { NOTIFY } from "@snapback/core/bus/message";
import { type ChannelSetup, lacks } from "@snapback/core/channel/setup";
import { channelTestId, openChannelTests } from "@snapback/core/channel/tests";
import type { ApiDeps } from "../deps.ts";
import { partyOf } from "../party.ts";
import { notFound, RefusedError } from "../problem.ts";
import { router } from "../router.ts";
import * as routes from "./routes.ts";
import { channelView } from "./view.ts";

type Deps = Pick<ApiDeps, "channels" | "channelReports" | "config" | "ledger" | "publish" | "now">;

/** The channels on which people are told. Nothing here can send on one: `notify` has what that takes, and is told to. */
export function channelsApi({ channels, channelReports, config, ledger, publish, now }: Deps) {
  const tests = openChannelTests(ledger);
  const { gatherSeconds } = config.notices;

  return router()
    .openapi(routes.getChannels, async (c) => {
      const { person } = c.var;
      const views = await Promise.all(channels.map((setup) => channelView(setup, person, channelReports)));
      return c.json({ channels: views, gatherSeconds }, 200);
    })
    .openapi(routes.testChannel, async (c) => {
      const { name } = c.req.valid("param");
      const key = c.req.valid("header")["Idempotency-Key"];
      const { person } = c.var;
      const setup = channels.find((known) => known.name === name);
      if (!setup) throw notFound(`channel ${name}`);
      const why = obstacle(setup);
      if (why !== undefined) throw new RefusedError(409, "Not possible now", why);
      const test = await tests.ask({
        id: channelTestId(key === undefined ? randomUUID() : { person: person.id, key }),
        channel: name,
        by: partyOf(person),
        at: now().toISOString(),
      });
      if (test.channel !== name)
        throw new RefusedError(
          409,
          "Key used already",
          "This Idempotency-Key came with another request before.",
        );
      // Also where it was asked for before: the message may have got lost, and one that comes twice has one effect.
      await publish([{ type: "channel.test", id: test.id, service: NOTIFY }]);
      return c.json({ test }, 202);
    });
}

/** Why nothing would come of a test. */
function obstacle(setup: ChannelSetup): string | undefined {
  const { name, threshold } = setup;
  if (threshold === "off")
    return `${name} is off: choose in snapback.config.ts from which severity on it tells.`;
  const lacking = lacks(setup);
  if (lacking.length === 0) return undefined;
  return `${name} leads nowhere: set ${lacking.join(" and ")}, and deploy.`;
}
