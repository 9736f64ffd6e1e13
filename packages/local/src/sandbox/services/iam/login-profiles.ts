import * as z from "zod";
import type { Operation } from "../../operation.ts";
import { findUser } from "./holders.ts";
import { flag, operation, recordedTimes, UserName } from "./input.ts";
import { alreadyExists, noSuchEntity } from "./refusal.ts";
import { type User, users } from "./resources.ts";

const Password = z.string().min(1).max(128);

function passwordOf({ id, password }: User) {
  if (password) return password;
  throw noSuchEntity(`Login Profile for User ${id} cannot be found.`);
}

const shown = ({ id, password }: User) => ({
  LoginProfile: {
    UserName: id,
    CreateDate: password?.createdAt,
    PasswordResetRequired: password?.resetRequired,
  },
});

/** CloudTrail never has a password. */
function withoutPassword<Input extends { Password?: string | undefined }>({ Password: _, ...input }: Input) {
  return input;
}

/** Users' passwords for the console, which the sandbox doesn't have: it forgets them. */
export const loginProfiles: readonly Operation[] = [
  operation({
    name: "CreateLoginProfile",
    input: z.strictObject({ UserName, Password, PasswordResetRequired: flag.default(false) }),
    recordedInput: withoutPassword,
    recordedOutput: recordedTimes,
    run(account, input, { time }) {
      const user = findUser(account, input.UserName);
      if (user.password) throw alreadyExists(`Login Profile for user ${user.id} already exists.`);
      const password = { resetRequired: input.PasswordResetRequired, createdAt: time.toISOString() };
      account.table(users).put({ ...user, password });
      return shown({ ...user, password });
    },
  }),
  operation({
    name: "GetLoginProfile",
    readOnly: true,
    input: z.strictObject({ UserName }),
    run(account, input) {
      const user = findUser(account, input.UserName);
      passwordOf(user);
      return shown(user);
    },
  }),
  operation({
    name: "UpdateLoginProfile",
    input: z.strictObject({
      UserName,
      Password: Password.optional(),
      PasswordResetRequired: flag.optional(),
    }),
    recordedInput: withoutPassword,
    run(account, input) {
      const user = findUser(account, input.UserName);
      const { resetRequired, createdAt } = passwordOf(user);
      const password = { resetRequired: input.PasswordResetRequired ?? resetRequired, createdAt };
      account.table(users).put({ ...user, password });
      return {};
    },
  }),
  operation({
    name: "DeleteLoginProfile",
    input: z.strictObject({ UserName }),
    run(account, input) {
      const user = findUser(account, input.UserName);
      passwordOf(user);
      account.table(users).put({ ...user, password: undefined });
      return {};
    },
  }),
];
