import { digestOf } from "../digest.ts";
import type { Ledger } from "../settings/ledger.ts";
import { ChannelTest } from "./schema.ts";

/** Where the ledger keeps them. */
const TOPIC = "channels";

/** The same id for the same request, however often it is sent: by who asks, and their own key. */
export function channelTestId(personAndKey: unknown): string {
  return `tst_${digestOf(personAndKey)}`;
}

/** The channel that an entry of the ledger is about; `undefined` where its topic is another one. */
export function testedChannel({ topic, data }: { topic: string; data: unknown }): string | undefined {
  return topic === TOPIC ? ChannelTest.parse(data).channel : undefined;
}

/** Tests as entries of the ledger, under their ids. */
export function openChannelTests(ledger: Pick<Ledger, "add" | "get">) {
  async function get(id: string): Promise<ChannelTest | undefined> {
    const entry = await ledger.get(TOPIC, id);
    return entry && ChannelTest.parse(entry.data);
  }

  return {
    /** Read consistently. */
    get,

    /** Writes one down, and answers with what stands under its id: that is an earlier one where it was there already. */
    async ask(test: ChannelTest): Promise<ChannelTest> {
      const { id, channel, at, by } = test;
      const what = `asked for a test message on ${channel}`;
      if (await ledger.add({ topic: TOPIC, name: id, at, by, what, data: { ...test } })) return test;
      return (await get(id)) ?? test;
    },
  };
}
