import {
  DisableSnapshotBlockPublicAccessCommand,
  EC2,
  EnableSerialConsoleAccessCommand,
  EnableSnapshotBlockPublicAccessCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { openTestSandbox } from "../../test-sandbox.ts";

test("a region's settings begin switched off, and hold for that region alone", async () => {
  const { sdk } = await openTestSandbox();
  const [home, other] = [sdk(EC2), sdk(EC2, "eu-central-1")];
  const settings = async (ec2: EC2) => [
    (await ec2.getSnapshotBlockPublicAccessState({})).State,
    (await ec2.getImageBlockPublicAccessState({})).ImageBlockPublicAccessState,
    (await ec2.getEbsEncryptionByDefault({})).EbsEncryptionByDefault,
    (await ec2.getSerialConsoleAccessStatus({})).SerialConsoleAccessEnabled,
    (await ec2.getInstanceMetadataDefaults({})).AccountLevel?.HttpTokens,
  ];
  const off = ["unblocked", "unblocked", false, false, undefined];
  expect(await settings(home)).toEqual(off);
  await home.enableSnapshotBlockPublicAccess({ State: "block-all-sharing" });
  await home.enableImageBlockPublicAccess({ ImageBlockPublicAccessState: "block-new-sharing" });
  await home.enableEbsEncryptionByDefault({});
  await home.enableSerialConsoleAccess({});
  await home.modifyInstanceMetadataDefaults({ HttpTokens: "required" });
  expect(await settings(home)).toEqual(["block-all-sharing", "block-new-sharing", true, true, "required"]);
  expect(await settings(other)).toEqual(off);
  await home.disableSnapshotBlockPublicAccess({});
  await home.disableImageBlockPublicAccess({});
  await home.disableEbsEncryptionByDefault({});
  await home.disableSerialConsoleAccess({});
  await home.modifyInstanceMetadataDefaults({ HttpTokens: "no-preference" });
  expect(await settings(home)).toEqual(off);
});

test("a change of one is recorded as EC2's calls of later years are", async () => {
  const { ec2, records } = await openTestSandbox();
  await ec2.send(new EnableSerialConsoleAccessCommand({}));
  await ec2.send(new EnableSnapshotBlockPublicAccessCommand({ State: "block-new-sharing" }));
  await ec2.send(new DisableSnapshotBlockPublicAccessCommand({}));
  expect(records).toMatchObject([
    {
      requestParameters: { EnableSerialConsoleAccessRequest: "" },
      responseElements: { EnableSerialConsoleAccessResponse: { serialConsoleAccessEnabled: true } },
    },
    {
      requestParameters: { EnableSnapshotBlockPublicAccessRequest: { State: "block-new-sharing" } },
      responseElements: { EnableSnapshotBlockPublicAccessResponse: { state: "block-new-sharing" } },
    },
    {
      requestParameters: { DisableSnapshotBlockPublicAccessRequest: "" },
      responseElements: { DisableSnapshotBlockPublicAccessResponse: { state: "unblocked" } },
    },
  ]);
});
