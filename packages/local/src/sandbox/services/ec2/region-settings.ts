import * as z from "zod";
import type { Account } from "../../account.ts";
import { kind } from "../../table.ts";
import { integer } from "./input.ts";
import { ec2Operation } from "./operation.ts";

// Settings that the account has once in each region. A region begins with all of them off, and takes changes at once:
// AWS may take ten minutes to block, or to unblock, the sharing of images.

const settings = z.object({
  id: z.literal("settings"),
  snapshotSharing: z.enum(["block-all-sharing", "block-new-sharing", "unblocked"]),
  imageSharing: z.enum(["block-new-sharing", "unblocked"]),
  encryptsVolumes: z.boolean(),
  serialConsole: z.boolean(),
  /** What new instances get unless their launch says otherwise. */
  metadataDefaults: z.object({
    httpTokens: z.string().optional(),
    httpEndpoint: z.string().optional(),
    httpPutResponseHopLimit: z.number().optional(),
    instanceMetadataTags: z.string().optional(),
  }),
});
type Settings = z.output<typeof settings>;
export const regionSettings = kind("ec2-region-settings", settings);

const atFirst: Settings = {
  id: "settings",
  snapshotSharing: "unblocked",
  imageSharing: "unblocked",
  encryptsVolumes: false,
  serialConsole: false,
  metadataDefaults: {},
};

function settingsOf(account: Account): Settings {
  return account.table(regionSettings).get("settings") ?? atFirst;
}

function set(account: Account, change: Partial<Settings>): Settings {
  const after = { ...settingsOf(account), ...change };
  account.table(regionSettings).put(after);
  return after;
}

export function snapshotSharing(account: Account): Settings["snapshotSharing"] {
  return settingsOf(account).snapshotSharing;
}

export function imageSharing(account: Account): Settings["imageSharing"] {
  return settingsOf(account).imageSharing;
}

export function isEncryptedByDefault(account: Account): boolean {
  return settingsOf(account).encryptsVolumes;
}

export function metadataDefaultsOf(account: Account): Settings["metadataDefaults"] {
  return settingsOf(account).metadataDefaults;
}

const none = z.strictObject({});
const managedBy = "account";

/** An operation that takes nothing and shows, or makes, one setting. */
function plain(
  name: string,
  run: (account: Account) => ReturnType<Parameters<typeof ec2Operation>[0]["run"]>,
) {
  return ec2Operation({
    name,
    readOnly: name.startsWith("Get"),
    input: none,
    run: (account) => run(account),
  });
}

const snapshotBlock = [
  plain("GetSnapshotBlockPublicAccessState", (account) => ({
    state: settingsOf(account).snapshotSharing,
    managedBy,
  })),
  ec2Operation({
    name: "EnableSnapshotBlockPublicAccess",
    input: z.strictObject({ State: z.enum(["block-all-sharing", "block-new-sharing"]) }),
    run: (account, { State }) => ({ state: set(account, { snapshotSharing: State }).snapshotSharing }),
  }),
  plain("DisableSnapshotBlockPublicAccess", (account) => ({
    state: set(account, { snapshotSharing: "unblocked" }).snapshotSharing,
  })),
];

const imageBlock = [
  plain("GetImageBlockPublicAccessState", (account) => ({
    imageBlockPublicAccessState: settingsOf(account).imageSharing,
    managedBy,
  })),
  ec2Operation({
    name: "EnableImageBlockPublicAccess",
    input: z.strictObject({ ImageBlockPublicAccessState: z.literal("block-new-sharing") }),
    run: (account) => ({
      imageBlockPublicAccessState: set(account, { imageSharing: "block-new-sharing" }).imageSharing,
    }),
  }),
  plain("DisableImageBlockPublicAccess", (account) => ({
    imageBlockPublicAccessState: set(account, { imageSharing: "unblocked" }).imageSharing,
  })),
];

const encryption = [
  plain("GetEbsEncryptionByDefault", (account) => ({
    ebsEncryptionByDefault: settingsOf(account).encryptsVolumes,
  })),
  plain("EnableEbsEncryptionByDefault", (account) => ({
    ebsEncryptionByDefault: set(account, { encryptsVolumes: true }).encryptsVolumes,
  })),
  plain("DisableEbsEncryptionByDefault", (account) => ({
    ebsEncryptionByDefault: set(account, { encryptsVolumes: false }).encryptsVolumes,
  })),
];

const serialConsole = [
  plain("GetSerialConsoleAccessStatus", (account) => ({
    serialConsoleAccessEnabled: settingsOf(account).serialConsole,
    managedBy,
  })),
  plain("EnableSerialConsoleAccess", (account) => ({
    serialConsoleAccessEnabled: set(account, { serialConsole: true }).serialConsole,
  })),
  plain("DisableSerialConsoleAccess", (account) => ({
    serialConsoleAccessEnabled: set(account, { serialConsole: false }).serialConsole,
  })),
];

const onOff = z.enum(["enabled", "disabled", "no-preference"]).optional();

/** What is not named stays; "no-preference" and -1 take a default away. */
const metadataDefaults = [
  plain("GetInstanceMetadataDefaults", (account) => ({
    accountLevel: { ...settingsOf(account).metadataDefaults, managedBy },
  })),
  ec2Operation({
    name: "ModifyInstanceMetadataDefaults",
    input: z.strictObject({
      HttpTokens: z.enum(["required", "optional", "no-preference"]).optional(),
      HttpEndpoint: onOff,
      HttpPutResponseHopLimit: integer.optional(),
      InstanceMetadataTags: onOff,
    }),
    run(account, { HttpTokens, HttpEndpoint, HttpPutResponseHopLimit: hops, InstanceMetadataTags }) {
      const before = settingsOf(account).metadataDefaults;
      const after = (given: string | undefined, was: string | undefined) =>
        given === "no-preference" ? undefined : (given ?? was);
      set(account, {
        metadataDefaults: {
          httpTokens: after(HttpTokens, before.httpTokens),
          httpEndpoint: after(HttpEndpoint, before.httpEndpoint),
          httpPutResponseHopLimit: hops === -1 ? undefined : (hops ?? before.httpPutResponseHopLimit),
          instanceMetadataTags: after(InstanceMetadataTags, before.instanceMetadataTags),
        },
      });
      return { return: true };
    },
  }),
];

export const regionSettingOperations = [
  ...snapshotBlock,
  ...imageBlock,
  ...encryption,
  ...serialConsole,
  ...metadataDefaults,
];
