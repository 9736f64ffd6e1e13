import { Severity, State } from "@snapback/core/finding/schema";
import { Mode } from "@snapback/core/settings/config";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { port, stageName } from "../stage/command.ts";
import * as settings from "./command/changing-settings.ts";
import type { Context, ExitCode } from "./command/context.ts";
import type { Waiting } from "./command/decided.ts";
import * as deciding from "./command/deciding.ts";
import * as reading from "./command/reading.ts";
import type { Where } from "./connection/connection.ts";
import type { Terminal } from "./terminal.ts";

/** The options that every command has. */
export interface Shared extends Where {
  format: "text" | "json";
}

/** What a command line asks for. */
export type Chosen = (context: Context) => Promise<ExitCode>;

/** The commands; each tells `choose` what it is to do, once it has been parsed. */
export function findingsProgram(
  { out, err }: Pick<Terminal, "out" | "err">,
  choose: (chosen: Chosen) => void,
): Command {
  const program = new Command("npm run findings --")
    .description(
      "Looks at findings, and decides about them: 0 where it is done, 1 where it was refused or failed, 2 where it could not be asked.",
    )
    .option("--laptop", "that of npm start")
    .option("--port <number>", "the laptop's port", port, 3000)
    .option(
      "--stage <name>",
      "a deployed stage, with SNAPBACK_TOKEN, or else with your AWS credentials",
      stageName,
    )
    .option("--region <region>", "its home region (default: the environment's or profile's, or us-east-1)")
    .option("--api <url>", "the API at this address, with SNAPBACK_TOKEN")
    .addOption(
      new Option("--format <format>", "for people or for scripts").choices(["text", "json"]).default("text"),
    )
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: out, writeErr: err })
    .exitOverride();

  const about = (name: string, description: string) =>
    program.command(name).description(description).argument("<id>");
  const reason = ["--reason <text>", "why; kept for good"] as const;
  const noWait = ["--no-wait", "don't wait for what becomes of it"] as const;
  const yes = ["--yes", "don't ask before"] as const;
  const hours = ["--hours <number>", "for how many hours it is left alone", whole] as const;
  const limited = (command: Command) => command.option("--limit <number>", "how many at most", whole, 50);

  limited(program.command("list").description("The latest findings"))
    .addOption(new Option("--state <state>").choices(State.options))
    .addOption(new Option("--severity <severity>").choices(Severity.options))
    .option("--detection <id>")
    .option(
      "--where <term>",
      "a term such as resource:sg-0123 or opened>=2026-11-23; several have to hold together",
      (term: string, before: string[]) => [...before, term],
      [],
    )
    .action((options: reading.ListOptions) => choose((context) => reading.list(context, options)));
  about("show", "All of one finding; of its id, the beginning will do").action((id: string) =>
    choose((context) => reading.show(context, id)),
  );

  about("approve", "Have its plan carried out, after showing it")
    .option("--proposal <id>", "only if the plan is this one")
    .option(...yes)
    .option(...noWait)
    .action((id: string, options: deciding.ApproveOptions) =>
      choose((context) => deciding.approve(context, id, options)),
    );
  about("reject", "Leave it as it is instead of carrying out its plan")
    .requiredOption(...reason)
    .option("--proposal <id>", "only if the plan is this one")
    .option(...noWait)
    .action((id: string, options: deciding.RejectOptions) =>
      choose((context) => deciding.reject(context, id, options)),
    );
  about("undo", "Take back what Snapback changed, and leave it alone for a time")
    .requiredOption(...reason)
    .option(...hours)
    .option("--force", "also over what somebody has changed since, after showing it")
    .option(...yes)
    .option(...noWait)
    .action((id: string, options: deciding.UndoOptions) =>
      choose((context) => deciding.undo(context, id, options)),
    );
  about("exempt", "Leave it alone for a time")
    .requiredOption(...reason)
    .addOption(new Option(hours[0], hours[1]).argParser(whole).conflicts("until"))
    .option("--until <time>", "or until when: 2026-11-24T18:00Z", time)
    .action((id: string, options: deciding.ExemptOptions, command: Command) => {
      if (options.hours === undefined && options.until === undefined)
        command.error("error: an exemption ends: name --hours or --until");
      choose((context) => deciding.exempt(context, id, options));
    })
    .option(...noWait);
  about("dismiss", "Say that nothing need be done about it")
    .requiredOption(...reason)
    .option(...noWait)
    .action((id: string, options: deciding.DismissOptions) =>
      choose((context) => deciding.dismiss(context, id, options)),
    );
  about("retry", "Have the resource looked at again")
    .option(...noWait)
    .action((id: string, options: Waiting) => choose((context) => deciding.retry(context, id, options)));

  const exemptions = program.command("exemptions").description("What is left alone, and until when");
  exemptions
    .command("list", { isDefault: true })
    .option("--all", "with those that were ended, and those that have run out")
    .action((options: { all?: true }) => choose((context) => settings.listExemptions(context, options)));
  exemptions
    .command("end")
    .description("End one before its time")
    .argument("<id>", "the exemption's id", plainId)
    .requiredOption(...reason)
    .action((id: string, options: { reason: string }) =>
      choose((context) => settings.endExemption(context, id, options)),
    );

  program
    .command("settings")
    .description("Pause, cap and modes")
    .action(() => choose(reading.settings));
  program
    .command("pause")
    .description("Stop every automatic change, from its next step on")
    .requiredOption(...reason)
    .action((options: { reason: string }) => choose((context) => settings.pause(context, options)));
  program
    .command("resume")
    .description("Let automatic changes go on")
    .option(...reason)
    .action((options: { reason?: string }) => choose((context) => settings.resume(context, options)));
  program
    .command("mode")
    .description("Change what is done about what a detection finds")
    .argument("<detection>", "its id", plainId)
    .addArgument(new Argument("<mode>").choices([...Mode.options, settings.DEPLOYED]))
    .option("--account <id>", "only in this account")
    .action((id: string, mode: settings.ModeChoice, options: { account?: string }) =>
      choose((context) => settings.changeMode(context, id, mode, options)),
    );
  limited(program.command("activity").description("Who or what did what, the latest first"))
    .option("--before <time>", "earlier than this")
    .action((options: reading.ActivityOptions) => choose((context) => reading.activity(context, options)));
  return program;
}

function whole(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("not a whole number from 1 to 99999.");
  return Number(text);
}

function time(text: string): string {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined;
  if (at === undefined || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError("not a time with its zone, like 2026-11-24T18:00Z.");
  return at.toISOString();
}

/** Ids become part of a path. */
function plainId(text: string): string {
  if (!/^[\w-]{1,100}$/.test(text)) throw new InvalidArgumentError("not an id.");
  return text;
}
