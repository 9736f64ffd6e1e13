import { describe, expect, it } from "vitest";
import { completed, leftOut, recordedSelectors } from "./event-selectors.ts";

const data = [{ Type: "AWS::S3::Object", Values: [] }];
const field = (Field: string, ...Equals: string[]) => ({ Field, Equals });
const management = (...more: { Field: string; Equals?: string[]; NotEquals?: string[] }[]) => ({
  FieldSelectors: [field("eventCategory", "Management"), ...more],
});
const objects = {
  FieldSelectors: [field("eventCategory", "Data"), field("resources.type", "AWS::S3::Object")],
};
const basic = (...EventSelectors: NonNullable<Parameters<typeof leftOut>[0]["EventSelectors"]>) => ({
  EventSelectors,
});
const advanced = (
  ...AdvancedEventSelectors: NonNullable<Parameters<typeof leftOut>[0]["AdvancedEventSelectors"]>
) => ({ AdvancedEventSelectors });

describe("leftOut", () => {
  it.each<[string, Parameters<typeof leftOut>[0], ReturnType<typeof leftOut>]>([
    ["never told", {}, undefined],
    ["never told, in lists", { EventSelectors: [], AdvancedEventSelectors: [] }, undefined],
    ["its defaults", basic({}), undefined],
    ["all", basic({ ReadWriteType: "All", IncludeManagementEvents: true }), undefined],
    [
      "reads and writes apart",
      basic({ ReadWriteType: "ReadOnly" }, { ReadWriteType: "WriteOnly" }),
      undefined,
    ],
    ["reads only", basic({ ReadWriteType: "ReadOnly" }), "write-events"],
    ["writes only", basic({ ReadWriteType: "WriteOnly" }), "read-events"],
    ["data events only", basic({ IncludeManagementEvents: false, DataResources: data }), "management-events"],
    [
      "writes of data events only",
      basic({ ReadWriteType: "ReadOnly" }, { ReadWriteType: "All", IncludeManagementEvents: false }),
      "write-events",
    ],
    ["KMS left out", basic({ ExcludeManagementEventSources: ["kms.amazonaws.com"] }), undefined],
    ["all, advanced", advanced(management()), undefined],
    ["reads, advanced", advanced(management(field("readOnly", "true"))), "write-events"],
    ["writes, advanced", advanced(management(field("readOnly", "false"))), "read-events"],
    [
      "both apart, advanced",
      advanced(management(field("readOnly", "true")), management(field("readOnly", "false"))),
      undefined,
    ],
    ["data events only, advanced", advanced(objects), "management-events"],
    [
      "KMS left out, advanced",
      advanced(
        management({ Field: "eventSource", NotEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] }),
      ),
      undefined,
    ],
    [
      "IAM left out, advanced",
      advanced(management({ Field: "eventSource", NotEquals: ["iam.amazonaws.com"] })),
      "management-events",
    ],
    [
      "KMS alone, advanced",
      advanced(management(field("eventSource", "kms.amazonaws.com"))),
      "management-events",
    ],
    ["one name alone, advanced", advanced(management(field("eventName", "GetUser"))), "management-events"],
  ])("of a trail with %s", (_, selectors, missing) => {
    expect(leftOut(selectors)).toBe(missing);
  });
});

describe("completed", () => {
  it.each([
    basic({ IncludeManagementEvents: false }),
    basic({ ReadWriteType: "ReadOnly" }),
    advanced(objects),
    advanced(management(field("readOnly", "true")), objects),
  ])("has all management events: %j", (selectors) => {
    expect(leftOut(selectors)).toBeDefined();
    expect(leftOut(completed(selectors))).toBeUndefined();
  });

  it("keeps selectors of data events as they are, and drops what only narrowed", () => {
    const objectsOnly = {
      ReadWriteType: "WriteOnly",
      IncludeManagementEvents: false,
      DataResources: data,
    } as const;
    const all = { ReadWriteType: "All", IncludeManagementEvents: true };
    expect(completed(basic({ ReadWriteType: "ReadOnly" }, objectsOnly))).toEqual({
      EventSelectors: [all, objectsOnly],
    });
    expect(completed(advanced(management(field("readOnly", "true")), objects))).toEqual({
      AdvancedEventSelectors: [
        { Name: "Management events", FieldSelectors: [field("eventCategory", "Management")] },
        objects,
      ],
    });
  });

  it("takes no more than the five selectors that CloudTrail takes", () => {
    const five = Array.from({ length: 5 }, () => ({ IncludeManagementEvents: false, DataResources: data }));
    const { EventSelectors = [] } = completed(basic(...five));
    expect(EventSelectors).toHaveLength(5);
    expect(EventSelectors[0]).toEqual({
      ReadWriteType: "All",
      IncludeManagementEvents: true,
      DataResources: data,
    });
    expect(leftOut({ EventSelectors })).toBeUndefined();
  });
});

describe("recordedSelectors", () => {
  it("reads both kinds by CloudTrail's names for them", () => {
    expect(
      recordedSelectors({
        trailName: "main",
        eventSelectors: [
          {
            readWriteType: "ReadOnly",
            includeManagementEvents: false,
            dataResources: [{ type: "AWS::S3::Object", values: [] }],
            excludeManagementEventSources: [],
          },
        ],
      }),
    ).toEqual({
      EventSelectors: [
        {
          ReadWriteType: "ReadOnly",
          IncludeManagementEvents: false,
          DataResources: data,
          ExcludeManagementEventSources: [],
        },
      ],
    });
    expect(
      recordedSelectors({
        eventSelectors: [],
        advancedEventSelectors: [
          { name: null, fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
        ],
      }),
    ).toEqual(advanced(management()));
  });

  it.each([
    [null],
    [{}],
    [{ eventSelectors: [] }],
    [{ eventSelectors: "all" }],
    [{ eventSelectors: [{ readWriteType: 1 }] }],
  ])("can't read %j", (recorded) => expect(recordedSelectors(recorded)).toBeUndefined());
});
