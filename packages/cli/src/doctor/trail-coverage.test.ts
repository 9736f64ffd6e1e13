import type { AdvancedFieldSelector } from "@aws-sdk/client-cloudtrail";
import { describe, expect, it } from "vitest";
import { coverageOf } from "./trail-coverage.ts";

const all = { managementWrites: true, without: [], narrowedBy: [] };
const none = { managementWrites: false, without: [], narrowedBy: [] };
const management = { Field: "eventCategory", Equals: ["Management"] };
const advanced = (...fields: AdvancedFieldSelector[]) =>
  coverageOf({ AdvancedEventSelectors: [{ FieldSelectors: [management, ...fields] }] });

describe("coverageOf", () => {
  it("has management events that write in a trail as it is made, and in one of writes alone", () => {
    const selector = { IncludeManagementEvents: true };
    expect(coverageOf({ EventSelectors: [{ ...selector, ReadWriteType: "All" }] })).toEqual(all);
    expect(coverageOf({ EventSelectors: [{ ...selector, ReadWriteType: "WriteOnly" }] })).toEqual(all);
    expect(advanced()).toEqual(all);
    expect(advanced({ Field: "readOnly", Equals: ["false"] })).toEqual(all);
  });

  it("has none of them in a trail of reads, of data events, or of nothing", () => {
    const reads = { IncludeManagementEvents: true, ReadWriteType: "ReadOnly" as const };
    expect(coverageOf({ EventSelectors: [reads] })).toEqual(none);
    expect(
      coverageOf({ EventSelectors: [{ IncludeManagementEvents: false, ReadWriteType: "All" }] }),
    ).toEqual(none);
    expect(advanced({ Field: "readOnly", Equals: ["true"] })).toEqual(none);
    const data = { FieldSelectors: [{ Field: "eventCategory", Equals: ["Data"] }] };
    expect(coverageOf({ AdvancedEventSelectors: [data] })).toEqual(none);
    expect(coverageOf({})).toEqual(none);
  });

  it("takes the widest of several selectors", () => {
    const reads = { IncludeManagementEvents: true, ReadWriteType: "ReadOnly" as const };
    const narrow = { IncludeManagementEvents: true, ExcludeManagementEventSources: ["kms.amazonaws.com"] };
    expect(coverageOf({ EventSelectors: [reads, narrow] }).without).toEqual(["kms.amazonaws.com"]);
    expect(coverageOf({ EventSelectors: [narrow, { IncludeManagementEvents: true }] })).toEqual(all);
  });

  it("tells what is left out, and what narrows it in a way that is not weighed", () => {
    expect(advanced({ Field: "eventSource", NotEquals: ["kms.amazonaws.com"] })).toEqual({
      ...all,
      without: ["kms.amazonaws.com"],
    });
    expect(advanced({ Field: "eventSource", Equals: ["s3.amazonaws.com"] }).narrowedBy).toEqual([
      "eventSource",
    ]);
    expect(advanced({ Field: "eventName", Equals: ["PutObject"] }).narrowedBy).toEqual(["eventName"]);
  });
});
