import {
  AssociateWebACLCommand,
  DisassociateWebACLCommand,
  GetWebACLForResourceCommand,
  ListResourcesForWebACLCommand,
  ListWebACLsCommand,
  WAFV2Client,
  type WAFV2ClientConfig,
  type WebACLSummary,
} from "@aws-sdk/client-wafv2";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The AWS WAF operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createWaf(config: WAFV2ClientConfig) {
  const client = new WAFV2Client(config);
  return {
    // The SDK has no paginator for it.
    ListWebACLs: call(operations.ListWebACLs, async (input) => {
      const acls: WebACLSummary[] = [];
      let NextMarker: string | undefined;
      do {
        const page = await client.send(new ListWebACLsCommand({ ...input, NextMarker }));
        acls.push(...(page.WebACLs ?? []));
        NextMarker = page.NextMarker;
      } while (NextMarker);
      return acls;
    }),
    ListResourcesForWebACL: call(operations.ListResourcesForWebACL, (input) =>
      client.send(new ListResourcesForWebACLCommand(input)),
    ),
    GetWebACLForResource: call(operations.GetWebACLForResource, (input) =>
      client.send(new GetWebACLForResourceCommand(input)),
    ),
    AssociateWebACL: call(operations.AssociateWebACL, (input) =>
      client.send(new AssociateWebACLCommand(input)),
    ),
    DisassociateWebACL: call(operations.DisassociateWebACL, (input) =>
      client.send(new DisassociateWebACLCommand(input)),
    ),
  };
}
