import type { Detection } from "@snapback/core/detections/define";
import { Severity } from "@snapback/core/finding/schema";
import { Command, InvalidArgumentError, Option } from "commander";
import { port } from "../stage/command.ts";

export interface SweepOptions {
  laptop?: true;
  awsPort: number;
  region?: string[];
  detection?: Detection[];
  severity: Severity;
  format: "table" | "json";
}

/** The command, with its options; what they take is checked against what there is. */
export function sweepCommand(detections: readonly Detection[]): Command {
  return new Command("npm run sweep --")
    .description(
      "Looks through an AWS account for what the detections are there for. It only reads: with the environment's or the profile's credentials, or in the sandbox of npm start. 0 if nothing is wrong, 1 if anything is, 2 if it could not see all of it.",
    )
    .option("--laptop", "look at the sandbox that npm start has up")
    .option("--aws-port <number>", "the port of the laptop's sandbox", port, 4566)
    .option("--region <name...>", "the regions to look at (default: the environment's or the profile's)")
    .addOption(
      new Option("--detection <id...>", "only these detections").argParser(
        (id: string, before: Detection[] | undefined) => [...(before ?? []), named(id, detections)],
      ),
    )
    .addOption(
      new Option("--severity <level>", "leave out what is less severe")
        .choices(Severity.options)
        .default("low"),
    )
    .addOption(
      new Option("--format <form>", "for people, or for programs")
        .choices(["table", "json"])
        .default("table"),
    )
    .exitOverride();
}

function named(id: string, detections: readonly Detection[]): Detection {
  const found = detections.find((one) => one.id === id);
  if (!found) throw new InvalidArgumentError("There is no such detection: docs/detections.md lists them.");
  if (!found.sweep)
    throw new InvalidArgumentError("It can't be swept: what it is about shows in calls alone.");
  return found;
}
