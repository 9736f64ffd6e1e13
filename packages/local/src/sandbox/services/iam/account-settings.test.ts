import { IAM } from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const missing = { name: "NoSuchEntityException", status: 404 };

test("the password policy is set as a whole, and there or not", async () => {
  const { sdk, records } = await openTestSandbox();
  const iam = sdk(IAM);
  expect(await refusal(iam.getAccountPasswordPolicy({}))).toMatchObject(missing);
  expect(await refusal(iam.deleteAccountPasswordPolicy({}))).toMatchObject(missing);
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 20, MaxPasswordAge: 90 });
  await iam.updateAccountPasswordPolicy({ RequireSymbols: true });
  expect((await iam.getAccountPasswordPolicy({})).PasswordPolicy).toEqual({
    MinimumPasswordLength: 6,
    RequireSymbols: true,
    RequireNumbers: false,
    RequireUppercaseCharacters: false,
    RequireLowercaseCharacters: false,
    AllowUsersToChangePassword: false,
    ExpirePasswords: false,
  });
  await iam.deleteAccountPasswordPolicy({});
  expect(await refusal(iam.getAccountPasswordPolicy({}))).toMatchObject(missing);
  expect(await refusal(iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 5 }))).toMatchObject({
    name: "ValidationError",
  });
  const [refused, update] = records;
  expect(refused).toMatchObject({ eventName: "DeleteAccountPasswordPolicy", errorCode: "NoSuchEntity" });
  expect(update).toMatchObject({ requestParameters: { minimumPasswordLength: 20, maxPasswordAge: 90 } });
  expect(records.at(3)).toMatchObject({
    eventName: "DeleteAccountPasswordPolicy",
    requestParameters: null,
  });
});

test("identity providers are made, shown and deleted", async () => {
  const { sdk, records } = await openTestSandbox();
  const iam = sdk(IAM);
  const made = { Url: "https://idp.example.com/x", ClientIDList: ["a"], ThumbprintList: ["0".repeat(40)] };
  const { OpenIDConnectProviderArn } = await iam.createOpenIDConnectProvider(made);
  expect(OpenIDConnectProviderArn).toBe("arn:aws:iam::111122223333:oidc-provider/idp.example.com/x");
  expect(await refusal(iam.createOpenIDConnectProvider(made))).toMatchObject({
    name: "EntityAlreadyExistsException",
  });
  expect(await iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn })).toMatchObject({
    Url: "idp.example.com/x",
    ClientIDList: ["a"],
  });
  expect((await iam.listOpenIDConnectProviders({})).OpenIDConnectProviderList).toEqual([
    { Arn: OpenIDConnectProviderArn },
  ]);
  await iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn });
  expect(await refusal(iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn }))).toMatchObject(missing);

  const document = "x".repeat(1000);
  const { SAMLProviderArn } = await iam.createSAMLProvider({ Name: "idp", SAMLMetadataDocument: document });
  expect(records.at(-1)).toMatchObject({
    eventName: "CreateSAMLProvider",
    requestParameters: { name: "idp", sAMLMetadataDocument: document },
    responseElements: { sAMLProviderArn: "arn:aws:iam::111122223333:saml-provider/idp" },
  });
  const changed = "y".repeat(1000);
  await iam.updateSAMLProvider({ SAMLProviderArn, SAMLMetadataDocument: changed });
  const shown = await iam.getSAMLProvider({ SAMLProviderArn });
  expect(shown.SAMLMetadataDocument).toBe(changed);
  expect((await iam.listSAMLProviders({})).SAMLProviderList).toMatchObject([{ Arn: SAMLProviderArn }]);
});
