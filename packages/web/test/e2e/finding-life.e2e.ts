import { expect, it } from "vitest";
import * as z from "zod";
import { openPage } from "./browser/page.ts";
import { decide, main, row, standsAs } from "./console.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

const laptop = laptopOfFile();

it("shows an attack in the list as it arrives, and that it was put right", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/findings");
  await laptop().attack("open-ssh");
  const attacked = row(page, "TCP port 22");
  await attacked.getByText("Remediated").waitFor();
  await attacked.getByRole("link", { name: /TCP port 22/ }).click();
  await standsAs(page, "Remediated");
  expect(await page.title()).toContain("TCP port 22");
  expect(await openPorts()).not.toContain(22);
});

it("runs a plan that waits once it is approved", async () => {
  await laptop().attack("delete-key");
  const finding = await laptop().finding("kms-key-deletion", "", "awaiting-approval");
  const { page, visit } = await openPage(laptop().url);
  await visit(`/findings/${finding.id}`);
  await main(page).getByText(`aws kms cancel-key-deletion`).first().waitFor();
  await decide(page, { button: "Approve", confirm: "Run it" });
  await standsAs(page, "Remediated");
  const key = await laptop().send("kms", "DescribeKey", { KeyId: finding.resource.id });
  expect(key).toMatchObject({ KeyMetadata: { KeyState: "Enabled" } });
});

it("brings back what was put right, for as long as somebody says", async () => {
  await laptop().attack("open-ssh");
  const finding = await laptop().finding("ec2-sg-ingress-world", "TCP port 22", "remediated");
  const { page, visit } = await openPage(laptop().url);
  await visit(`/findings/${finding.id}`);
  await decide(page, { button: "Undo", confirm: "Undo", reason: "It was a drill.", hours: "2" });
  await standsAs(page, "Undone");
  await main(page).getByText("It was a drill.").first().waitFor();
  expect(await openPorts()).toContain(22);
});

it("leaves alone what is exempt", async () => {
  await laptop().attack("open-key");
  const finding = await laptop().finding("kms-policy-public", "", "awaiting-approval");
  const { page, visit } = await openPage(laptop().url);
  await visit(`/findings/${finding.id}`);
  await decide(page, { button: "Exempt", confirm: "Exempt it", reason: "A trial.", hours: "3" });
  await standsAs(page, "Exempt");
  expect(await laptop().ask("GET", "/exemptions")).toMatchObject({
    exemptions: expect.arrayContaining([expect.objectContaining({ reason: "A trial." })]),
  });
});

it("dismisses what needs nothing", async () => {
  await laptop().attack("weaken-password-policy");
  const finding = await laptop().finding("iam-password-policy-weak", "", "awaiting-approval");
  const { page, visit } = await openPage(laptop().url);
  await visit(`/findings/${finding.id}`);
  await decide(page, { button: "Dismiss", confirm: "Dismiss", reason: "Nobody here has a password." });
  await standsAs(page, "Dismissed");
  expect((await laptop().finding("iam-password-policy-weak", "", "dismissed")).id).toBe(finding.id);
});

it("says no to a plan", async () => {
  await laptop().attack("stop-key-rotation");
  const finding = await laptop().finding("kms-key-disabled", "does not rotate", "awaiting-approval");
  const { page, visit } = await openPage(laptop().url);
  await visit(`/findings/${finding.id}`);
  await decide(page, { button: "Reject", confirm: "Reject the plan", reason: "It is to be retired." });
  await standsAs(page, "Dismissed");
  const rotation = await laptop().send("kms", "GetKeyRotationStatus", { KeyId: finding.resource.id });
  expect(rotation).toMatchObject({ KeyRotationEnabled: false });
});

const Rules = z.object({
  SecurityGroupRules: z.array(z.object({ FromPort: z.number().optional(), CidrIpv4: z.string().optional() })),
});

/** The ports that the account's groups open to everyone. */
async function openPorts(): Promise<(number | undefined)[]> {
  const answer = Rules.parse(await laptop().send("ec2", "DescribeSecurityGroupRules", {}));
  return answer.SecurityGroupRules.filter(({ CidrIpv4 }) => CidrIpv4 === "0.0.0.0/0").map(
    ({ FromPort }) => FromPort,
  );
}
