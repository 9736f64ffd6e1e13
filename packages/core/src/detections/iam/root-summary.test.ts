import { expect, it } from "vitest";
import { rootCredentials } from "./root-summary.ts";

const summary = (SummaryMap?: { AccountMFAEnabled?: number; AccountPasswordPresent?: number }) =>
  rootCredentials({
    GetAccountSummary: Object.assign(async () => ({ SummaryMap, $metadata: {} }), {
      run: async () => ({ SummaryMap, $metadata: {} }),
    }),
  });

it("the root user counts as having a password unless AWS says otherwise", async () => {
  expect(await summary({ AccountMFAEnabled: 1, AccountPasswordPresent: 0 })).toEqual({
    accessKeys: 0,
    mfa: true,
    password: false,
  });
  expect(await summary({ AccountMFAEnabled: 0 })).toEqual({ accessKeys: 0, mfa: false, password: true });
  expect(await summary()).toEqual({ accessKeys: 0, mfa: false, password: true });
});
