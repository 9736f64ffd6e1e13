import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { type Filterable, matches } from "./filters.ts";
import { boolean, filters, strings } from "./input.ts";
import { ec2Operation } from "./operation.ts";
import { vpcs } from "./resources.ts";

/** The regions that every account has switched on. The sandbox answers in any other, too. */
const regionNames = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

type Region = {
  regionName: string;
  regionEndpoint: string;
  optInStatus: string;
};

const filterable: Filterable<Region> = {
  "region-name": ({ regionName }) => [regionName],
  endpoint: ({ regionEndpoint }) => [regionEndpoint],
  "opt-in-status": ({ optInStatus }) => [optInStatus],
};

const describeRegions = ec2Operation({
  name: "DescribeRegions",
  readOnly: true,
  input: z.strictObject({ RegionName: strings, AllRegions: boolean.optional(), Filter: filters }),
  run(account, input) {
    const known = regionNames.includes(account.region) ? regionNames : [...regionNames, account.region];
    const strange = input.RegionName?.find((name) => !known.includes(name));
    if (strange !== undefined) {
      throw new AwsError("InvalidParameterValue", `Invalid region names: ${strange}`);
    }
    const regions = (input.RegionName ?? known).map((regionName) => ({
      regionName,
      regionEndpoint: `ec2.${regionName}.amazonaws.com`,
      optInStatus: "opt-in-not-required",
    }));
    return { regionInfo: regions.filter(matches(input.Filter, filterable)) };
  },
});

const describeAccountAttributes = ec2Operation({
  name: "DescribeAccountAttributes",
  readOnly: true,
  input: z.strictObject({ AttributeName: strings }),
  run(account, { AttributeName: names }) {
    const attributes = {
      "supported-platforms": "VPC",
      "default-vpc":
        account
          .table(vpcs)
          .rows()
          .find((vpc) => vpc.isDefault)?.id ?? "none",
      "vpc-max-security-groups-per-interface": "5",
    };
    return {
      accountAttributeSet: Object.entries(attributes)
        .filter(([name]) => names === undefined || names.includes(name))
        .map(([attributeName, attributeValue]) => ({
          attributeName,
          attributeValueSet: [{ attributeValue }],
        })),
    };
  },
});

export const regionOperations = [describeRegions, describeAccountAttributes];
