import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { asked, type Check } from "./line.ts";

/** Who asks, and whether they ask in the stage's account. */
export const identity: Check = ({ deployment, clients }) =>
  asked("identity", "who you are", async () => {
    const { Account = "unknown", Arn = "unknown" } = await clients(deployment.home).sts.send(
      new GetCallerIdentityCommand({}),
    );
    if (Account === deployment.account) return [{ status: "ok", what: "identity", detail: Arn }];
    return [
      {
        status: "fail",
        what: "identity",
        detail: `${Arn} is in account ${Account}, and the stage in ${deployment.account}`,
        next: `Set AWS_PROFILE to a profile of account ${deployment.account}.`,
      },
    ];
  });
