import type { Attack } from "../define.ts";

export const domainAttacks: readonly Attack[] = [
  {
    name: "open-search-domain",
    title: "An OpenSearch domain on the internet, then opened to everyone",
    steps: [
      {
        service: "opensearch",
        operation: "CreateDomain",
        input: { DomainName: "attacked-open", EngineVersion: "OpenSearch_2.11" },
        does: "make a domain",
      },
      {
        service: "opensearch",
        operation: "UpdateDomainConfig",
        input: {
          DomainName: "attacked-open",
          AccessPolicies: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Sid: "Everyone", Effect: "Allow", Principal: { AWS: "*" }, Action: "es:*", Resource: "*" },
            ],
          }),
        },
        does: "let everyone use it",
      },
    ],
  },
];
