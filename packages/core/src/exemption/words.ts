import type { Scope } from "./schema.ts";

/** In words, for a line of activity: what an exemption leaves alone. */
export function describeScope(scope: Scope): string {
  const { finding, detection, resource, account, principal, cidr, ports, tag } = scope;
  const parts = [
    finding && `finding ${finding}`,
    detection && `detection ${detection}`,
    resource && `resource ${resource}`,
    account && `account ${account}`,
    principal && `changes by ${principal}`,
    cidr && `range ${cidr}`,
    ports && (ports.from === ports.to ? `port ${ports.from}` : `ports ${ports.from}-${ports.to}`),
    tag && `tag ${tag.key}=${tag.value}`,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}
