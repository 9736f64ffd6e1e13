import * as z from "zod";
import type { Operation } from "../../operation.ts";
import { findHolder } from "./holders.ts";
import { operation, PolicyArn, text, UserName } from "./input.ts";
import { checkAttachable } from "./managed.ts";
import { noSuchEntity } from "./refusal.ts";

/** The policies that bound users and roles. */
export const boundaries: readonly Operation[] = (["User", "Role"] as const).flatMap((kind) => {
  const name = `${kind}Name`;
  return [
    operation({
      name: `Put${kind}PermissionsBoundary`,
      input: z.strictObject({ [name]: UserName, PermissionsBoundary: PolicyArn }),
      run(account, input) {
        const { change } = findHolder(account, kind, text(input, name));
        const boundary = text(input, "PermissionsBoundary");
        checkAttachable(account, boundary);
        change({ boundary });
        return {};
      },
    }),
    operation({
      name: `Delete${kind}PermissionsBoundary`,
      input: z.strictObject({ [name]: UserName }),
      run(account, input) {
        const { row, change } = findHolder(account, kind, text(input, name));
        if (!("boundary" in row) || row.boundary === undefined)
          throw noSuchEntity(`${kind} ${row.id} does not have a permissions boundary.`);
        change({ boundary: undefined });
        return {};
      },
    }),
  ];
});

/** As users and roles are shown with it. */
export function shownBoundary(boundary: string | undefined) {
  if (boundary === undefined) return undefined;
  return { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: boundary };
}
