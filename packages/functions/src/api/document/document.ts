import type { OpenAPIHono } from "@hono/zod-openapi";
import type * as z from "zod";
import manifest from "../../../package.json" with { type: "json" };
import type { SignedIn } from "../authorize.ts";
import { problems } from "../problem-kinds.ts";
import { introduction } from "./introduction.ts";
import { OpenApiDocument } from "./schema.ts";
import { withSharedAnswers } from "./shared.ts";

/** What the operations are about, in the order in which a reader wants them. */
const tags = [
  { name: "Overview", description: "How the account stands, in numbers." },
  {
    name: "Findings",
    description: "Violations, one record each: what was seen, and what was done about it.",
  },
  {
    name: "Decisions",
    description:
      "What people decide about a finding. It is written down at once, and carried out within moments by the functions that may.",
  },
  { name: "Exemptions", description: "What is left alone, by whom, why, and until when." },
  { name: "Detections", description: "The catalogue: what is looked for, and why." },
  { name: "Settings", description: "Modes, parameters, the cap on automatic changes, and the pause." },
  { name: "Activity", description: "Who or what did what: only ever added to." },
  { name: "Sandbox", description: "Only on a laptop: the account that is made for trying things out." },
  { name: "API", description: "About the API itself, and whoever asks." },
];

/** The whole API, described: from the very definitions by which it answers. */
export function describe<Env extends SignedIn>(
  app: Pick<OpenAPIHono<Env>, "getOpenAPI31Document" | "openAPIRegistry">,
): z.output<typeof OpenApiDocument> {
  const used = new Set(
    app.openAPIRegistry.definitions.flatMap((known) =>
      known.type === "route" ? (known.route.tags ?? []) : [],
    ),
  );
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Snapback",
      version: manifest.version,
      description: introduction,
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [
      { url: "/", description: "Where this document came from: a laptop, or the console's own address" },
    ],
    tags: tags.filter(({ name }) => used.has(name)),
    "x-problems": problems,
  });
  // Through JSON, which drops members that are undefined.
  return withSharedAnswers(OpenApiDocument.parse(JSON.parse(JSON.stringify(document))));
}
