import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allFindings } from "../../test/all-findings.ts";
import { EVERYTHING, type IamAccount, openIamAccount, place } from "../../test/iam-account.ts";
import { openResponder } from "../../test/responder.ts";
import detection from "../detections/iam/iam-group-admin-add.ts";
import type { Suspect } from "../finding/schema.ts";
import { assess } from "./assess.ts";

/* With a real detection that asks about everything, against the sandbox. */

let account: IamAccount;
let one: Awaited<ReturnType<typeof openResponder>>;
beforeAll(async () => {
  account = await openIamAccount();
  one = await openResponder({ detections: [detection], live: account.live });
  await account.iam.createGroup({ GroupName: "crew" });
  await account.iam.putGroupPolicy({ GroupName: "crew", PolicyName: "work", PolicyDocument: EVERYTHING });
  await account.iam.createUser({ UserName: "ada" });
  await account.iam.addUserToGroup({ UserName: "ada", GroupName: "crew" });
});
afterAll(async () => {
  await one.close();
  await account.close();
});

/** A question about a user in that group, as a record raised it. */
async function asked(userName: string, more: { hold?: string } = {}): Promise<Suspect> {
  const suspect = {
    id: `sus_${userName}`,
    ...place,
    detection: detection.id,
    reason: "what the group may do is not in the record",
    ask: { userName, groupName: "crew", account: place.account, ...more },
    occurrence: {
      eventId: `event-${userName}`,
      eventName: "AddUserToGroup",
      eventSource: "iam.amazonaws.com",
      eventTime: "2026-11-23T08:32:59Z",
      seenAt: "2026-11-23T08:33:00.000Z",
      actor: { type: "IAMUser", name: "deploy" },
    },
    raw: "{}",
    dueAt: "2026-11-23T08:34:00.000Z",
  };
  await one.findings.addSuspect(suspect);
  return suspect;
}

const answer = async ({ id }: Suspect) => (await one.findings.getSuspect(id))?.answer;

describe("a suspicion", () => {
  it("is a violation where it stands in the live account", async () => {
    const suspect = await asked("ada");
    await assess(suspect.id, one.responder);
    expect(await answer(suspect)).toBe("violation");
  });

  it("that an AWS service's own call raised is left to a person", async () => {
    await account.iam.createUser({ UserName: "linked" });
    await account.iam.addUserToGroup({ UserName: "linked", GroupName: "crew" });
    const hold = "an AWS service did this for itself";
    await assess((await asked("linked", { hold })).id, one.responder);
    const findings = await allFindings(one.findings);
    expect(findings.find(({ resource }) => resource.id === "linked")).toMatchObject({ hold });
  });

  it("is cleared where the resource is gone: nobody has to ask again", async () => {
    const suspect = await asked("nobody");
    await assess(suspect.id, one.responder);
    expect(await one.findings.getSuspect(suspect.id)).toMatchObject({ answer: "cleared" });
    expect((await one.findings.getSuspect(suspect.id))?.dueAt).toBeUndefined();
  });
});
