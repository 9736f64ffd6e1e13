import type { Attack } from "../define.ts";
import { findGroup, group } from "./security-group-attacks.ts";

const list = { $from: { step: 2, path: ["PrefixList", "PrefixListId"] } };

export const prefixListAttacks: Attack[] = [
  {
    name: "prefix-list-world",
    title: "Everyone added to a prefix list that SSH goes by",
    steps: [
      ...findGroup,
      {
        service: "ec2",
        operation: "CreateManagedPrefixList",
        input: {
          PrefixListName: "attacked-offices",
          AddressFamily: "IPv4",
          MaxEntries: 5,
          Entries: [{ Cidr: "192.0.2.0/24", Description: "an office" }],
        },
        does: "make a prefix list of one office",
      },
      {
        service: "ec2",
        operation: "AuthorizeSecurityGroupIngress",
        input: {
          GroupId: group,
          IpPermissions: [
            { IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: list }] },
          ],
        },
        does: "open TCP port 22 to the list",
      },
      {
        service: "ec2",
        operation: "ModifyManagedPrefixList",
        input: {
          PrefixListId: list,
          CurrentVersion: 1,
          AddEntries: [{ Cidr: "0.0.0.0/0", Description: "just for a minute" }],
        },
        does: "add 0.0.0.0/0 to the list",
      },
    ],
  },
];
