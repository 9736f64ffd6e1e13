import type { Attack } from "../define.ts";
import { iamStep } from "./principal-attacks.ts";

/** AWS takes 1000 characters at the least, and looks for a certificate; this one is none of anybody's. */
const METADATA = [
  `<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com">`,
  `<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing">`,
  `<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${"EXAMPLE".repeat(120)}</X509Certificate>`,
  `</X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" `,
  `Location="https://idp.example.com/sso"/></IDPSSODescriptor></EntityDescriptor>`,
].join("");

export const federationAttacks: Attack[] = [
  {
    name: "add-oidc-provider",
    title: "An OpenID Connect provider of an intruder's own is added",
    steps: [
      iamStep(
        "CreateOpenIDConnectProvider",
        {
          Url: "https://idp.example.com/attacked",
          ClientIDList: ["sts.amazonaws.com"],
          ThumbprintList: ["0".repeat(40)],
          Tags: [{ Key: "purpose", Value: "attack" }],
        },
        "add an OpenID Connect provider",
      ),
    ],
  },
  {
    name: "add-saml-provider",
    title: "A SAML provider of an intruder's own is added",
    steps: [
      iamStep(
        "CreateSAMLProvider",
        { Name: "attacked", SAMLMetadataDocument: METADATA },
        "add a SAML provider",
      ),
    ],
  },
];
