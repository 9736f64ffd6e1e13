import type { Laptop } from "./laptop.ts";

const attacks = [
  "open-ssh",
  "open-in-halves",
  "delete-key",
  "publish-database-snapshot",
  "trust-everyone",
  "unblock-account",
  "unblock-bucket",
  "open-function-url",
  "launch-with-imdsv1",
  "suspend-versioning",
  "stop-access-log",
  "weaken-password-policy",
];

/** Findings of every severity and of most states, by attacks and by what people decide about them. */
export async function makeAssortment(laptop: Laptop): Promise<void> {
  await laptop.attack(...attacks);
  await laptop.settled();
  const decide = (id: string, action: string, body: object) =>
    laptop.ask("POST", `/findings/${id}/${action}`, body);

  const half = await laptop.finding("ec2-sg-ingress-world", "128.0.0.0/1", "remediated");
  await decide(half.id, "undo", { reason: "A demonstration until noon.", hours: 4 });
  await laptop.finding("ec2-sg-ingress-world", "128.0.0.0/1", "undone");

  const account = await laptop.finding("s3-account-pab-off", "", "awaiting-approval");
  await decide(account.id, "exempt", { reason: "The buckets are looked through.", hours: 72 });
  await laptop.finding("s3-account-pab-off", "", "exempt");

  const passwords = await laptop.finding("iam-password-policy-weak", "", "awaiting-approval");
  await decide(passwords.id, "dismiss", { reason: "Nobody here has a password." });
  await laptop.finding("iam-password-policy-weak", "", "dismissed");

  const bucket = await laptop.finding("s3-versioning-suspended", "", "awaiting-approval");
  await laptop.fault(
    "PutBucketVersioning",
    "AccessDenied",
    "with an explicit deny in a service control policy",
  );
  await decide(bucket.id, "approve", { proposal: await laptop.proposal(bucket.id) });
  await laptop.finding("s3-versioning-suspended", "", "failed");
}
