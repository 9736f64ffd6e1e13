import type { Attack } from "../define.ts";

const mount = (Sid: string, more: object) => ({
  Sid,
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: "elasticfilesystem:ClientMount",
  ...more,
});
const bounded = { Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } } };

export const fileSystemAttacks: readonly Attack[] = [
  {
    name: "open-file-system",
    title: "A file system, then opened to everyone",
    steps: [
      {
        service: "efs",
        operation: "CreateFileSystem",
        input: { CreationToken: "attacked-open" },
        does: "make a file system",
      },
      {
        service: "efs",
        operation: "PutFileSystemPolicy",
        input: {
          FileSystemId: { $from: { step: 0, path: ["FileSystemId"] } },
          Policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [mount("ByMountTarget", bounded), mount("Everyone", {})],
          }),
        },
        does: "let everyone mount it",
      },
    ],
  },
];
