import * as z from "zod";
import { operation } from "../operation.ts";
import { Filters } from "./filters.ts";

const prefixLists = "arn:${Partition}:ec2:${Region}:${Account}:prefix-list/*";

export const prefixListOperations = {
  GetManagedPrefixListEntries: operation({
    input: z.object({ PrefixListId: z.string() }),
    changes: false,
    grants: [{ action: "ec2:GetManagedPrefixListEntries", resources: [prefixLists] }],
  }),
  DescribeManagedPrefixLists: operation({
    input: z.object({ PrefixListIds: z.array(z.string()).optional(), Filters: Filters.optional() }),
    changes: false,
    grants: [{ action: "ec2:DescribeManagedPrefixLists", resources: ["*"] }],
  }),
  ModifyManagedPrefixList: operation({
    input: z.object({
      PrefixListId: z.string(),
      /** AWS refuses the change where the list has another version by now. */
      CurrentVersion: z.int(),
      AddEntries: z.array(z.object({ Cidr: z.string(), Description: z.string().optional() })).optional(),
      RemoveEntries: z.array(z.object({ Cidr: z.string() })).optional(),
    }),
    changes: true,
    grants: [{ action: "ec2:ModifyManagedPrefixList", resources: [prefixLists] }],
  }),
};
