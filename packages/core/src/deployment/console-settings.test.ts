import { describe, expect, it } from "vitest";
import { ConsoleSettingsError, parseConsoleSettings } from "./console-settings.ts";

const cognito = {
  kind: "cognito",
  issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example1",
  domain: "https://snapback-test.auth.eu-central-1.amazoncognito.com",
  clientId: "1example23456789",
};

describe("the console's settings", () => {
  it.each([{ kind: "none" }, cognito])("may sign in by %j", (signIn) => {
    expect(parseConsoleSettings({ signIn, later: true })).toEqual({ signIn });
  });

  it.each([
    undefined,
    null,
    "none",
    {},
    { kind: "other" },
    { kind: "cognito" },
    { ...cognito, domain: "http://sign-in.example" },
    { ...cognito, domain: "https://sign-in.example/" },
    { ...cognito, domain: "https://sign-in.example/pages" },
    { ...cognito, domain: "https://sign-in.example; script-src *" },
    { ...cognito, domain: "javascript:alert(1)" },
    { ...cognito, issuer: "cognito" },
    { ...cognito, clientId: "" },
  ])("may not sign in by %j", (signIn) => {
    expect(() => parseConsoleSettings({ signIn })).toThrow(ConsoleSettingsError);
  });

  it.each([undefined, null, "signIn", [], {}])("may not be %j", (settings) => {
    expect(() => parseConsoleSettings(settings)).toThrow(ConsoleSettingsError);
  });
});
