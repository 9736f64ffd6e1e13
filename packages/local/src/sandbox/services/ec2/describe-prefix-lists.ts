import * as z from "zod";
import { describedPrefixList } from "./described.ts";
import { type Filterable, matches, tagFilters } from "./filters.ts";
import { find } from "./ids.ts";
import { filters, integer, strings } from "./input.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { entriesOf } from "./prefix-list-entries.ts";
import { type PrefixList, prefixLists } from "./resources.ts";

const sizes = { least: 1, most: 100 };

const filterable = (accountId: string): Filterable<PrefixList> => ({
  ...tagFilters,
  "prefix-list-id": ({ id }) => [id],
  "prefix-list-name": ({ name }) => [name],
  "owner-id": ({ awsManaged }) => [awsManaged ? "AWS" : accountId],
});

const describeManagedPrefixLists = ec2Operation({
  name: "DescribeManagedPrefixLists",
  readOnly: true,
  input: z.strictObject({
    PrefixListId: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const named = (input.PrefixListId ?? []).map((id) => find("pl", id, account.table(prefixLists)));
    const all = account.table(prefixLists).rows();
    const lists = named.length === 0 ? all : all.filter((prefixList) => named.includes(prefixList));
    const passing = lists.filter(matches(input.Filter, filterable(account.id)));
    const { rows, nextToken } = page(passing, ({ id }) => id, input, sizes);
    return { prefixListSet: rows.map((row) => describedPrefixList(account, row)), nextToken };
  },
});

const getManagedPrefixListEntries = ec2Operation({
  name: "GetManagedPrefixListEntries",
  readOnly: true,
  input: z.strictObject({
    PrefixListId: z.string(),
    TargetVersion: integer.optional(),
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const prefixList = find("pl", input.PrefixListId, account.table(prefixLists));
    const entries = entriesOf(prefixList, input.TargetVersion).toSorted((a, b) => (a.cidr < b.cidr ? -1 : 1));
    const paging = { ...input, MaxResults: input.MaxResults ?? sizes.most };
    const { rows, nextToken } = page(entries, ({ cidr }) => cidr, paging, sizes);
    return { entrySet: rows, nextToken };
  },
});

export const describePrefixListOperations = [describeManagedPrefixLists, getManagedPrefixListEntries];
