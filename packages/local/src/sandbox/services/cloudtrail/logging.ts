import * as z from "zod";
import type { Account } from "../../account.ts";
import { find, findHere, Name, cloudTrailOperation as operation } from "./operation.ts";
import { type Trail, trails } from "./resources.ts";

export const getTrailStatus = operation({
  name: "GetTrailStatus",
  readOnly: true,
  input: z.strictObject({ Name }),
  run(account, input) {
    const { isLogging, startedAt, stoppedAt } = find(account, input.Name);
    return {
      IsLogging: isLogging,
      StartLoggingTime: seconds(startedAt),
      StopLoggingTime: seconds(stoppedAt),
      TimeLoggingStarted: startedAt ?? "",
      TimeLoggingStopped: stoppedAt ?? "",
    };
  },
});

export const startLogging = operation({
  name: "StartLogging",
  input: z.strictObject({ Name }),
  run: (account, input, { time }) =>
    change(account, input.Name, { isLogging: true, startedAt: time.toISOString() }),
});

export const stopLogging = operation({
  name: "StopLogging",
  input: z.strictObject({ Name }),
  run: (account, input, { time }) =>
    change(account, input.Name, { isLogging: false, stoppedAt: time.toISOString() }),
});

function change(account: Account, name: string, changes: Partial<Trail>) {
  account.home.table(trails).put({ ...findHere(account, name), ...changes });
  return {};
}

function seconds(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time) / 1000;
}
