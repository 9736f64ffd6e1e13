import {
  DisableMacieCommand,
  EnableMacieCommand,
  GetMacieSessionCommand,
  Macie2Client,
  type Macie2ClientConfig,
  UpdateMacieSessionCommand,
} from "@aws-sdk/client-macie2";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The Macie operations that Snapback uses, over the SDK. */
export function createMacie(config: Macie2ClientConfig) {
  const client = new Macie2Client(config);
  return {
    GetMacieSession: call(operations.GetMacieSession, (input) =>
      client.send(new GetMacieSessionCommand(input)),
    ),
    EnableMacie: call(operations.EnableMacie, (input) => client.send(new EnableMacieCommand(input))),
    UpdateMacieSession: call(operations.UpdateMacieSession, (input) =>
      client.send(new UpdateMacieSessionCommand(input)),
    ),
    DisableMacie: call(operations.DisableMacie, (input) => client.send(new DisableMacieCommand(input))),
  };
}
