import { z } from "@hono/zod-openapi";
import { JsonObject } from "@snapback/core/json";
import type { AccountState } from "../../sandbox/account.ts";
import { partsDeployed } from "../../sandbox/stack.ts";
import { shownServices } from "./services.ts";
import type { Fact, Mark, Shown, ShownKind } from "./shown.ts";

const ResourceView = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    region: z.string(),
    own: z.boolean().describe("It is one of the parts that Snapback itself is made of"),
    facts: z.array(z.object({ label: z.string(), values: z.array(z.string()) })),
    marks: z
      .array(z.object({ kind: z.enum(["open", "weak"]), text: z.string() }))
      .describe("`open`: to the world; `weak`: where it should protect something"),
    row: JsonObject.optional().describe("All that is kept of it, where nothing better is known to say"),
  })
  .openapi("SandboxResource");
type ResourceView = z.output<typeof ResourceView>;

const KindView = z
  .object({
    kind: z.string(),
    title: z.string(),
    total: z.int(),
    marked: z.int().describe("How many have a mark; they come first"),
    resources: z.array(ResourceView).describe("The first of them, up to the limit"),
  })
  .openapi("SandboxKind");

export const AccountView = z
  .object({
    account: z.string(),
    services: z.array(z.object({ service: z.string(), title: z.string(), kinds: z.array(KindView) })),
  })
  .openapi("SandboxAccount");

const LONGEST_TEXT = 400;
const MOST_VALUES = 25;
const LONGEST_ROW = 10_000;

/** What the account looks like now: of every kind that it has any of, the first, marked ones before others. */
export function accountView(
  state: Pick<AccountState, "in" | "regions">,
  { account, home, limit }: { account: string; home: string; limit: number },
): z.output<typeof AccountView> {
  const own = partsDeployed(state.in(home));
  const services = shownServices().map(({ service, title, kinds }) => {
    const views = kinds.map((kind) => kindView(kind, state, own, limit));
    return { service, title, kinds: views.filter(({ total }) => total > 0) };
  });
  return { account, services: services.filter(({ kinds }) => kinds.length > 0) };
}

function kindView(
  kind: ShownKind,
  state: Pick<AccountState, "in" | "regions">,
  own: ReadonlySet<string>,
  limit: number,
): z.output<typeof KindView> {
  const all = state.regions().flatMap((region) =>
    kind.resources(state.in(region)).map((resource) => ({
      ...resource,
      region: resource.region ?? region,
      own: own.has(`${kind.name}/${resource.id}`),
    })),
  );
  return {
    kind: kind.name,
    title: kind.title,
    total: all.length,
    marked: all.filter(({ marks = [] }) => marks.length > 0).length,
    resources: all
      .toSorted((a, b) => rankOf(a) - rankOf(b))
      .slice(0, limit)
      .map(bounded),
  };
}

/** What is open to the world first, Snapback's own parts last. */
function rankOf({ marks = [], own }: Pick<Shown, "marks"> & { own: boolean }): number {
  if (marks.some(({ kind }) => kind === "open")) return 0;
  if (marks.length > 0) return 1;
  return own ? 3 : 2;
}

/** With no more text than anybody reads. */
function bounded({
  id,
  name,
  region,
  own,
  facts,
  marks = [],
  row,
}: Shown & Pick<ResourceView, "id" | "region" | "own">): ResourceView {
  const fits = row === undefined || JSON.stringify(row).length <= LONGEST_ROW;
  return {
    id,
    ...(name !== undefined && { name: clipped(name) }),
    region,
    own,
    facts: facts.map(fewer),
    marks: distinct(marks),
    ...(row && fits && { row }),
  };
}

function fewer({ label, values }: Fact): Fact {
  const rest = values.length - MOST_VALUES;
  const shown = values.slice(0, MOST_VALUES).map(clipped);
  return { label, values: rest > 0 ? [...shown, `and ${rest} more`] : shown };
}

/** Several rules may let in the same. */
function distinct(marks: readonly Mark[]): Mark[] {
  const byText = new Map(marks.map(({ kind, text }) => [text, { kind, text: clipped(text) }]));
  return [...byText.values()].slice(0, MOST_VALUES);
}

function clipped(text: string): string {
  return text.length > LONGEST_TEXT
    ? `${text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, "")}…`
    : text;
}
