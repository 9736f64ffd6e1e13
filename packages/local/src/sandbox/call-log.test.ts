import { expect, test } from "vitest";
import { openStorage } from "../storage.ts";
import { callLogPrefix, type LoggedCall, openCallLog, withoutSecrets } from "./call-log.ts";

const call = (sequence: number): LoggedCall => ({
  sequence,
  time: "2026-11-23T08:00:00.000Z",
  service: "ec2",
  operation: "CreateVpc",
  region: "us-east-1",
  accessKeyId: "AKIATEST",
  principal: "arn:aws:iam::111122223333:user/laptop",
  requestId: String(sequence),
});

test("the last thousand calls are kept on disk, and go on from there", async () => {
  const storage = await openStorage(undefined);
  const log = openCallLog([]);
  for (let count = 0; count < 1003; count++) {
    const entry = call(log.next());
    await storage.write(log.changes(entry));
    log.add(entry, true);
  }
  log.add(call(log.next()), false);
  expect(log.calls()).toHaveLength(1000);
  expect(log.calls().at(-1)?.sequence).toBe(1004);
  const again = openCallLog(await storage.entries(callLogPrefix));
  expect(again.calls().map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 1000 }, (_, index) => index + 4),
  );
  expect(again.next()).toBe(1004);
});

test("no password and no code is in what is logged of a call", () => {
  const secrets = { Password: "a", NewPassword: "b", AuthenticationCode1: "123456" };
  expect(withoutSecrets({ ...secrets, UserName: "ada", PasswordResetRequired: "true", DB: secrets })).toEqual(
    {
      Password: "****",
      NewPassword: "****",
      AuthenticationCode1: "****",
      UserName: "ada",
      PasswordResetRequired: "true",
      DB: { Password: "****", NewPassword: "****", AuthenticationCode1: "****" },
    },
  );
  expect(withoutSecrets(undefined)).toBeUndefined();
});
