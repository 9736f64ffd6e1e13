declare module "dynalite" {
  import type { Server } from "node:http";

  /** https://github.com/architect/dynalite: the options that are used here. */
  export default function dynalite(options: { path?: string; createTableMs?: number }): Server;
}
