import { example } from "@snapback/functions/api/examples";

/** What the description of the sandbox's routes shows: the story that the rest of the API's examples tell, from its other end. */

const commands = {
  make: "aws ec2 create-security-group --region us-east-1 --group-name snapback-attack-web --description 'Made by snapback attack'",
  open: `aws ec2 authorize-security-group-ingress --region us-east-1 --group-id ${example.group} --ip-permissions '[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'`,
};

export const attackExample = {
  name: "open-ssh",
  title: "Opens SSH to every IPv4 address",
  detection: {
    id: example.detection,
    title: "Security group lets the world in",
    severity: "high" as const,
  },
  service: "ec2",
  steps: [{ does: "opens port 22 to the world", command: commands.open }],
  command: "npm run attack -- open-ssh",
  available: true,
  missing: [],
};

export const runExample = {
  name: "open-ssh",
  detection: example.detection,
  region: example.region,
  startedAt: "2026-11-23T08:00:00.120Z",
  finishedAt: "2026-11-23T08:00:00.310Z",
  steps: [
    { does: "makes a security group", command: commands.make, outcome: "done" as const },
    {
      does: "opens port 22 to the world",
      command: commands.open,
      outcome: "done" as const,
      eventId: example.event,
    },
  ],
};

export const refusedRunExample = {
  ...runExample,
  steps: runExample.steps.map(({ does, command }, index) => ({
    does,
    command,
    outcome: index === 0 ? ("failed" as const) : ("not-tried" as const),
  })),
};

export const accountExample = {
  account: example.account,
  services: [
    {
      service: "ec2",
      title: "EC2",
      kinds: [
        {
          kind: "security-groups",
          title: "Security groups",
          total: 3,
          marked: 1,
          resources: [
            {
              id: example.group,
              name: "snapback-attack-web",
              region: example.region,
              own: false,
              facts: [{ label: "Lets in", values: ["tcp 22 from 0.0.0.0/0"] }],
              marks: [{ kind: "open" as const, text: "tcp 22 is open to every IPv4 address" }],
            },
          ],
        },
      ],
    },
  ],
};
