import type { AdvancedFieldSelector, GetEventSelectorsResponse } from "@aws-sdk/client-cloudtrail";

/** What a trail has of the calls that change something in an account. */
export interface Coverage {
  managementWrites: boolean;
  /** Event sources that it leaves out: `kms.amazonaws.com`. */
  without: readonly string[];
  /** Fields that narrow it further, in ways that are not weighed here. */
  narrowedBy: readonly string[];
}

const NONE: Coverage = { managementWrites: false, without: [], narrowedBy: [] };

/**
 * What the event selectors of a trail let through, the widest of them. A trail has either kind of selector, never both.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export function coverageOf({
  EventSelectors = [],
  AdvancedEventSelectors = [],
}: Pick<GetEventSelectorsResponse, "EventSelectors" | "AdvancedEventSelectors">): Coverage {
  const classic = EventSelectors.map((selector) =>
    selector.IncludeManagementEvents === false || selector.ReadWriteType === "ReadOnly"
      ? NONE
      : { managementWrites: true, without: selector.ExcludeManagementEventSources ?? [], narrowedBy: [] },
  );
  const advanced = AdvancedEventSelectors.map(({ FieldSelectors = [] }) => advancedCoverage(FieldSelectors));
  return [...classic, ...advanced].toSorted((a, b) => narrowness(a) - narrowness(b))[0] ?? NONE;
}

function advancedCoverage(fields: readonly AdvancedFieldSelector[]): Coverage {
  const of = (name: string) => fields.filter(({ Field }) => Field === name);
  if (!of("eventCategory").some(({ Equals = [] }) => Equals.includes("Management"))) return NONE;
  const readOnly = of("readOnly").some(
    ({ Equals = ["false"], NotEquals = [] }) => !Equals.includes("false") || NotEquals.includes("false"),
  );
  if (readOnly) return NONE;
  const onlyLeavesOut = ({ Field, ...operators }: AdvancedFieldSelector) =>
    Field === "eventSource" &&
    Object.entries(operators).every(([operator, values]) => operator === "NotEquals" || !values?.length);
  return {
    managementWrites: true,
    without: of("eventSource").flatMap(({ NotEquals = [] }) => NotEquals),
    narrowedBy: fields
      .filter(
        (field) => field.Field !== "eventCategory" && field.Field !== "readOnly" && !onlyLeavesOut(field),
      )
      .flatMap(({ Field }) => Field ?? []),
  };
}

function narrowness({ managementWrites, without, narrowedBy }: Coverage): number {
  return managementWrites ? without.length + 100 * narrowedBy.length : Number.POSITIVE_INFINITY;
}
