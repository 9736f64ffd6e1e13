import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CustomAttributeType, Entity } from "electrodb";
import { isConditionFailure, model, tableConfig } from "../finding/dynamo.ts";
import { type ChannelReport, type ChannelTest, DeliveryReport, TestReport } from "./schema.ts";

export type ChannelReports = ReturnType<typeof openChannelReports>;

const TEST = "test";
const DELIVERY = "delivery";

/** What became of messages, for people to look at: two items of each channel in the findings table, the latest test and the latest delivery. */
export function openChannelReports(dynamo: DynamoDBClient, table: string) {
  const report = new Entity(
    {
      model: model("channel"),
      attributes: {
        channel: { type: "string", required: true },
        /** `test` or `delivery`. */
        of: { type: "string", required: true },
        /** When it was asked for or sent, and its name: the larger is the later. */
        order: { type: "string", required: true },
        data: { type: CustomAttributeType<object>("any"), required: true },
      },
      indexes: {
        record: { pk: { field: "pk", composite: ["channel"] }, sk: { field: "sk", composite: ["of"] } },
      },
    },
    tableConfig(dynamo, table),
  );
  const orderOf = ({ at, id }: ChannelTest) => `${at}#${id}`;

  return {
    /** Read consistently. */
    async of(channel: string): Promise<ChannelReport> {
      const { data } = await report.query.record({ channel }).go({ consistent: true });
      const known = new Map(data.map((item) => [item.of, item.data]));
      const [test, delivery] = [known.get(TEST), known.get(DELIVERY)];
      return {
        ...(test && { test: TestReport.parse(test) }),
        ...(delivery && { delivery: DeliveryReport.parse(delivery) }),
      };
    },

    /**
     * Begins a test, unless it was begun before or one has been that was asked for later: then it must not be sent. So it is sent
     * once at most, however often it is handed over, and no old one can be had sent again.
     */
    async begin(test: ChannelTest, now: Date): Promise<TestReport | undefined> {
      const begun: TestReport = { ...test, outcome: "sending", begunAt: now.toISOString() };
      const item = { channel: test.channel, of: TEST, order: orderOf(test), data: begun };
      try {
        await report
          .put(item)
          .where(({ order }, { lt, notExists }) => `${notExists(order)} OR ${lt(order, item.order)}`)
          .go();
        return begun;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return undefined;
      }
    },

    /** Writes down how a test ended, unless a later one has begun. */
    async end(test: TestReport): Promise<void> {
      try {
        await report
          .put({ channel: test.channel, of: TEST, order: orderOf(test), data: test })
          .where(({ order }, { eq }) => eq(order, orderOf(test)))
          .go();
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    /** One sends at a time, so that the last to be written is the latest. */
    async delivered(channel: string, delivery: DeliveryReport): Promise<void> {
      await report.put({ channel, of: DELIVERY, order: delivery.at, data: delivery }).go();
    },
  };
}
