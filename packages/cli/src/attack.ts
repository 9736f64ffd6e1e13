import { AttackError, runAttack } from "@snapback/core/attack/run";
import { openSdk } from "@snapback/core/attack/sdk";
import { detections } from "@snapback/core/detections/registry";
import { Command } from "commander";

/** `npm run attack`: makes the dangerous calls that the detections are there for, against the laptop's sandbox. */

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const attacks = detections.flatMap((detection) => detection.attacks.map((attack) => ({ detection, attack })));
const write = (text: string) => void process.stdout.write(`${text}\n`);

await new Command("npm run attack --")
  .description("Runs an attack against the sandbox that npm start has up, or lists the attacks.")
  .argument("[name]", "which attack; without it, the list")
  .option("--aws-port <number>", "the sandbox's port", "4566")
  .option("--region <region>", "the AWS region to attack", "us-east-1")
  .action(async (name: string | undefined, options: { awsPort: string; region: string }) => {
    if (name === undefined) return list();
    const chosen = attacks.find(({ attack }) => attack.name === name);
    if (!chosen) {
      process.stderr.write(`There is no attack ${JSON.stringify(name)}. npm run attack lists them.\n`);
      process.exitCode = 2;
      return;
    }
    const endpoint = `http://127.0.0.1:${options.awsPort}`;
    try {
      await runAttack(chosen.attack, openSdk({ endpoint, region: options.region }), {
        begins: ({ does, service, operation }) => write(`  ${does}  (${service}:${operation})`),
        ended: (outcome) => outcome === "there" && write("    stands from an earlier run"),
      });
      write("Done. The terminal of npm start and the console show what became of it.");
    } catch (error) {
      if (!(error instanceof AttackError)) throw error;
      process.stderr.write(`${isNobodyThere(error.cause) ? nobodyAt(endpoint) : error.message}\n`);
      process.exitCode = 1;
    }
  })
  .parseAsync();

function isNobodyThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
}

function nobodyAt(endpoint: string): string {
  return `Nothing answers at ${endpoint}. Run npm start first, or name its --aws-port.`;
}

function list(): void {
  const width = Math.max(...attacks.map(({ attack }) => attack.name.length));
  write("Attacks, each with the detection that answers it:\n");
  for (const { detection, attack } of attacks)
    write(`  ${attack.name.padEnd(width)}  ${attack.title}  (${detection.id})`);
  write("\nRun one against the sandbox of npm start:  npm run attack -- <name>");
}
